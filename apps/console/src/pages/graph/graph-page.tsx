import './graph-page.css';
import { useMemo, useState } from 'react';
import { useSearch } from 'wouter';
import { Loading, NotBuilt } from '../../feedback/states.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { PageTitle } from '../../layout/navigation.js';
import { useGraphName, useIsBuilt } from '../../server/use-server.js';
import { useWords } from '../../words/preferences.js';
import { namesOf } from '../../articles/article-names.js';
import { ChosenPart } from './chosen-part.js';
import { GraphCanvas } from './graph-canvas.js';
import { GraphFilters, GraphList } from './graph-list.js';
import { SearchArticle } from './search-article.js';
import { type Chosen, filtered, noFilter, useView, type View } from './view.js';

/** A graph to look at: the beginning of it or an article with its neighbours, walked hop by hop. */
export function GraphPage() {
  const { t } = useWords();
  const graph = useGraphName();
  const from = new URLSearchParams(useSearch()).get('from') ?? undefined;
  const isBuilt = useIsBuilt(graph);
  const { view, beginning, expand } = useView(graph, from);
  return (
    <>
      <PageTitle title={t('graph.title')} />
      <div className="stack">
        {isBuilt !== false && <SearchArticle graph={graph} />}
        {beginning.isLoading && <Loading />}
        {isBuilt === false && <NotBuilt />}
        {isBuilt !== false && beginning.error && (
          <ProblemNote error={beginning.error} onRetry={() => void beginning.refetch()} />
        )}
        {beginning.data && <Look key={from} {...{ graph, view, from, expand }} />}
      </div>
    </>
  );
}

interface LookProps {
  readonly graph: string;
  readonly view: View;
  readonly from: string | undefined;
  readonly expand: (id: string) => Promise<void>;
}

/** The view, drawn and listed, and what the reader points at in it. */
function Look({ graph, view, from, expand }: LookProps) {
  const words = useWords();
  const [filter, setFilter] = useState(noFilter);
  const [chosen, setChosen] = useState<Chosen>(from === undefined ? {} : { node: from });
  const shown = useMemo(() => filtered(view, filter), [view, filter]);
  const articles = useMemo(() => [...view.nodes.values()], [view]);
  const names = useMemo(() => namesOf(articles, words), [articles, words]);
  return (
    <>
      <GraphFilters view={view} shown={shown} filter={filter} onFilter={setFilter} />
      <div className="graph-page__picture">
        <GraphCanvas
          view={shown}
          names={names}
          chosen={chosen.node}
          onNode={(node) => setChosen({ node })}
          onEdge={(edge) => setChosen({ edge })}
          onNothing={() => setChosen({})}
        />
        <ChosenPart {...{ graph, view: shown, names, chosen }} onChoose={setChosen} onExpand={expand} />
      </div>
      <GraphList view={shown} names={names} onChoose={setChosen} />
    </>
  );
}
