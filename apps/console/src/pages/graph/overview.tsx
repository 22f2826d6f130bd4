import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { pathOf, Table, useWords, type Words } from '@lexhop/console-parts';
import { clustersOf, countOf, edgeKinds, type Overview, pictureOfOverview } from '@lexhop/graph-drawing';
import { GraphCanvas } from './graph-canvas.js';
import { Legend } from './graph-list.js';
import { scopePathOf } from './use-view.js';

interface OverviewProps {
  readonly overview: Overview;
}

/** A whole graph: its statutes, and how many edges lead from one to another. */
export function GraphFromAfar({ overview }: OverviewProps) {
  const { t } = useWords();
  const picture = useMemo(() => pictureOfOverview(overview), [overview]);
  const [chosen, setChosen] = useState<string>();
  const { statutes, statutesLeftOut, linksLeftOut } = overview;
  return (
    <>
      <p className="quiet">
        {t('graph.overview.shown', { statutes: statutes.length, links: picture.edges.length })}
        {statutesLeftOut + linksLeftOut > 0 &&
          ` ${t('graph.overview.leftOut', { statutes: statutesLeftOut, links: linksLeftOut })}`}
      </p>
      <Legend statutes={statutes} clusterOf={clustersOf(statutes)} of="overview" />
      <div className="graph-page__picture">
        <GraphCanvas
          picture={picture}
          chosen={chosen}
          onNode={setChosen}
          onEdge={(edge) => setChosen(edge.split(' ')[0])}
          onNothing={() => setChosen(undefined)}
        />
        <ChosenStatute overview={overview} chosen={chosen} onChoose={setChosen} />
      </div>
      <StatuteList overview={overview} />
    </>
  );
}

interface ChosenStatuteProps extends OverviewProps {
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** A statute that is pointed at: how large it is, and what it is linked to. */
function ChosenStatute({ overview: { statutes, links }, chosen, onChoose }: ChosenStatuteProps) {
  const words = useWords();
  const { t } = words;
  const titles = new Map(statutes.map(({ id, title }) => [id, title]));
  const statute = statutes.find(({ id }) => id === chosen);
  const touching = links.filter(({ source, target }) => source === chosen || target === chosen);
  const end = (id: string) => (
    <button type="button" className="plain graph-page__end" onClick={() => onChoose(id)}>
      {titles.get(id) ?? id}
    </button>
  );
  return (
    <aside className="sheet stack graph-page__chosen" aria-live="polite" aria-label={t('graph.chosen')}>
      {!statute && <p className="quiet">{t('graph.overview.none')}</p>}
      {statute && (
        <>
          <h2>{statute.title}</h2>
          <p className="quiet">{t('graph.overview.articles', { count: statute.articles })}</p>
          <p className="row">
            <Link href={scopePathOf({ statute: statute.id })} className="button button--primary">
              {t('graph.overview.open')}
            </Link>
            <Link href={pathOf('statutes', statute.id)}>{t('graph.overview.read')}</Link>
          </p>
        </>
      )}
      <ul className="stack stack--tight">
        {touching.map(({ source, target, edges }) => (
          <li key={`${source} ${target}`}>
            {end(source)} <span aria-hidden="true">→</span> {end(target)}
            <p className="quiet">{countsIn(edges, words)}</p>
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** How many edges of each kind there are: 引用 12 · 罰則 3. */
function countsIn(edges: Overview['links'][number]['edges'], { t, number }: Words): string {
  const kinds = edgeKinds.filter((kind) => edges[kind] !== undefined);
  return kinds.map((kind) => `${t(`graph.kind.${kind}`)} ${number(edges[kind] ?? 0)}`).join(' · ');
}

/** The same as a table: for keyboards, screen readers, and whoever prefers reading to looking. */
function StatuteList({ overview: { statutes, links } }: OverviewProps) {
  const { t, number } = useWords();
  const counts = new Map<string, number>();
  for (const { source, target, edges } of links) {
    for (const id of [source, target]) counts.set(id, (counts.get(id) ?? 0) + countOf(edges));
  }
  return (
    <details className="sheet">
      <summary>{t('graph.overview.list', { count: statutes.length })}</summary>
      <Table
        columns={[
          ['statute', t('graph.overview.column.statute')],
          ['articles', t('graph.overview.column.articles'), 'number'],
          ['links', t('graph.overview.column.links'), 'number'],
        ]}
        rows={statutes.map(({ id, title, articles }) => ({
          key: id,
          statute: <Link href={scopePathOf({ statute: id })}>{title}</Link>,
          articles: number(articles),
          links: number(counts.get(id) ?? 0),
        }))}
      />
    </details>
  );
}
