import './graph-page.css';
import { useMemo, useState } from 'react';
import { Link, useSearch } from 'wouter';
import {
  Fetched,
  namesOf,
  type NodeNames,
  NotBuilt,
  PageTitle,
  placeOf,
  ProblemNote,
  SearchBox,
  useGet,
  useGraphName,
  useGraphs,
  useIsBuilt,
  useWords,
  type Words,
} from '@lexhop/console-parts';
import { clustersOf, filtered, noFilter, pictureOfView, statutesOf, type View } from '@lexhop/graph-drawing';
import { ChosenPart } from './chosen-part.js';
import { GraphCanvas } from './graph-canvas.js';
import { GraphFilters, GraphList, Legend } from './graph-list.js';
import { GraphFromAfar } from './overview.js';
import { type Chosen, type Scope, scopeFrom, scopePathOf, useView } from './use-view.js';

/** A graph to look at: all of it by its statutes, then a statute, then an article and its neighbours, hop by hop. */
export function GraphPage() {
  const { t } = useWords();
  const isBuilt = useIsBuilt();
  return (
    <>
      <PageTitle title={t('graph.title')} />
      <Fetched from={useGraphs()}>{() => (isBuilt ? <Built /> : <NotBuilt />)}</Fetched>
    </>
  );
}

function Built() {
  const { t } = useWords();
  const graph = useGraphName();
  const search = useSearch();
  const scope = useMemo(() => scopeFrom(search), [search]);
  const isWhole = scope.statute === undefined && scope.from.length === 0;
  const overview = useGet('/api/v1/graphs/{graph}/overview', { path: { graph } }, { staleTime: Infinity });
  return (
    <div className="stack">
      <div className="graph-page__bar">
        <SearchBox
          label={t('graph.search')}
          toHit={({ id, kind }) => scopePathOf(kind === 'statute' ? { statute: id } : { from: [id] })}
        />
        <Levels scope={scope} titles={overview.data?.statutes ?? []} />
      </div>
      {isWhole && <Fetched from={overview}>{(data) => <GraphFromAfar overview={data} />}</Fetched>}
      {!isWhole && overview.error && <ProblemNote error={overview.error} onRetry={() => void overview.refetch()} />}
      {!isWhole && <Opened key={search} scope={scope} statutes={overview.data?.statutes ?? noStatutes} />}
    </div>
  );
}

interface LevelsProps {
  readonly scope: Scope;
  readonly titles: StatuteTitles;
}

/** Where one is between the whole and an article, and the way back. */
function Levels({ scope: { statute, from }, titles }: LevelsProps) {
  const { t } = useWords();
  const isWhole = statute === undefined && from.length === 0;
  const [last] = from.slice(-1);
  const id = statute ?? (last === undefined ? undefined : placeOf(last).statute);
  return (
    <nav aria-label={t('graph.level')} className="row">
      <Link href={scopePathOf({})} aria-current={isWhole ? 'page' : undefined}>
        {t('graph.overview')}
      </Link>
      {id !== undefined && (
        <>
          <span aria-hidden="true">›</span>
          <Link href={scopePathOf({ statute: id })} aria-current={statute === undefined ? undefined : 'page'}>
            {titles.find((each) => each.id === id)?.title ?? id}
          </Link>
        </>
      )}
    </nav>
  );
}

type StatuteTitles = readonly { readonly id: string; readonly title: string }[];
const noStatutes: StatuteTitles = [];

interface OpenedProps {
  readonly scope: Scope;
  /** Those of the whole graph: a statute has one colour at every level. */
  readonly statutes: StatuteTitles;
}

function Opened({ scope, statutes }: OpenedProps) {
  const { view, beginning, expand } = useView(scope);
  return <Fetched from={beginning}>{() => <Look {...{ view, scope, statutes, expand }} />}</Fetched>;
}

interface LookProps extends OpenedProps {
  readonly view: View;
  readonly expand: (id: string) => Promise<void>;
}

/** The view, drawn and listed, and what the reader points at in it. */
function Look({ view, scope: { from }, statutes, expand }: LookProps) {
  const words = useWords();
  const [filter, setFilter] = useState(noFilter);
  const last = from.at(-1);
  const [chosen, setChosen] = useState<Chosen>(last === undefined ? {} : { node: last });
  const shown = useMemo(() => filtered(view, filter), [view, filter]);
  const names = useMemo(() => namesOf([...view.nodes.values()], words), [view, words]);
  const clusterOf = useMemo(() => clustersOf(statutes.length > 0 ? statutes : statutesOf(view)), [statutes, view]);
  const picture = useMemo(
    () => pictureOfView(shown, shortNames(view, names, words), clusterOf),
    [shown, view, names, words, clusterOf],
  );
  const path = from.length > 1 ? from : undefined;
  return (
    <>
      <GraphFilters view={view} shown={shown} filter={filter} onFilter={setFilter} />
      <Legend statutes={statutesOf(view)} clusterOf={clusterOf} of="articles" />
      {path && (
        <p>
          {words.t('graph.path')} {path.map(names).join(' → ')}
        </p>
      )}
      <div className="graph-page__picture">
        <GraphCanvas
          picture={picture}
          chosen={chosen.node}
          path={path}
          onNode={(node) => setChosen({ node })}
          onEdge={(edge) => setChosen({ edge })}
          onNothing={() => setChosen({})}
        />
        <ChosenPart {...{ view: shown, names, chosen }} onChoose={setChosen} onExpand={expand} />
      </div>
      <GraphList view={shown} names={names} onChoose={setChosen} />
    </>
  );
}

/** Without the title where all are of one statute, which stands above the picture. */
function shortNames(view: View, names: NodeNames, { t }: Words): NodeNames {
  if (statutesOf(view).length > 1) return names;
  return (id) => {
    const { article: number, paragraph } = placeOf(id);
    return number === undefined || paragraph !== undefined ? names(id) : t('statutes.article', { number });
  };
}
