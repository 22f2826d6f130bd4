import { useState } from 'react';
import { Button, Field, type NodeNames, Table, useWords } from '@lexhop/console-parts';
import { clusters, degreesOf, type EdgeKind, edgeKinds, type View, type ViewFilter } from '@lexhop/graph-drawing';
import { NodeButton } from './chosen-part.js';
import type { Chosen } from './use-view.js';

interface GraphFiltersProps {
  readonly view: View;
  readonly shown: View;
  readonly filter: ViewFilter;
  readonly onFilter: (filter: ViewFilter) => void;
}

/** Which kinds, statutes and scores are shown; the kinds are also the legend. */
export function GraphFilters({ view, shown, filter, onFilter }: GraphFiltersProps) {
  const { t, number } = useWords();
  const toggle = (kind: EdgeKind) => onFilter({ ...filter, kinds: toggled(filter.kinds, kind) });
  return (
    <section className="row graph-filters" aria-label={t('graph.filters')}>
      <fieldset className="row">
        <legend className="unseen">{t('graph.kinds')}</legend>
        {edgeKinds.map((kind) => (
          <label key={kind} className="row edge-kind" style={{ borderColor: `var(--${kind})` }}>
            <input type="checkbox" checked={filter.kinds.has(kind)} onChange={() => toggle(kind)} />
            {t(`graph.kind.${kind}`)}
          </label>
        ))}
      </fieldset>
      <Field inline label={t('graph.minimumScore', { score: number(filter.minimumScore, 2) })}>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={filter.minimumScore}
          onChange={({ target }) => onFilter({ ...filter, minimumScore: Number(target.value) })}
        />
      </Field>
      <p className="quiet">
        {t('graph.shown', { nodes: shown.nodes.size, edges: shown.edges.size })}
        {view.leftOut > 0 && ` ${t('graph.leftOut', { count: view.leftOut })}`}
      </p>
    </section>
  );
}

function toggled(kinds: ReadonlySet<EdgeKind>, kind: EdgeKind): ReadonlySet<EdgeKind> {
  return kinds.has(kind) ? new Set([...kinds].filter((other) => other !== kind)) : new Set([...kinds, kind]);
}

interface GraphListProps {
  readonly view: View;
  readonly names: NodeNames;
  readonly onChoose: (chosen: Chosen) => void;
}

const atOnce = 100;

/** The same view as a table: for keyboards, screen readers, and whoever prefers reading to looking. */
export function GraphList({ view, names, onChoose }: GraphListProps) {
  const { t, number } = useWords();
  const [most, setMost] = useState(atOnce);
  const nodes = [...degreesOf(view)].toSorted(([, one], [, other]) => other - one);
  return (
    <details className="sheet">
      <summary>{t('graph.list', { count: nodes.length })}</summary>
      <Table
        columns={[
          ['article', t('graph.list.article')],
          ['edges', t('graph.list.edges'), 'number'],
        ]}
        rows={nodes.slice(0, most).map(([id, degree]) => ({
          key: id,
          article: <NodeButton id={id} names={names} onChoose={onChoose} />,
          edges: number(degree),
        }))}
      />
      {nodes.length > most && (
        <Button look="small" onClick={() => setMost(most + atOnce)}>
          {t('graph.list.more')}
        </Button>
      )}
    </details>
  );
}

interface LegendProps {
  readonly statutes: readonly { readonly id: string; readonly title: string }[];
  readonly clusterOf: ReadonlyMap<string, number>;
  readonly of: 'overview' | 'articles';
}

/** Which colour is which statute, and what size means. */
export function Legend({ statutes, clusterOf, of }: LegendProps) {
  const { t } = useWords();
  const own = statutes.filter(({ id }) => (clusterOf.get(id) ?? clusters) < clusters - 1);
  return (
    <section className="row legend quiet" aria-label={t('graph.legend')}>
      {own.map(({ id, title }) => (
        <span key={id}>
          <Dot cluster={clusterOf.get(id) ?? clusters - 1} />
          {title}
        </span>
      ))}
      {statutes.length > own.length && (
        <span>
          <Dot cluster={clusters - 1} />
          {t('graph.legend.others')}
        </span>
      )}
      <span>{t(`graph.legend.size.${of}`)}</span>
    </section>
  );
}

function Dot({ cluster }: { readonly cluster: number }) {
  return <span className="legend__dot" style={{ background: `var(--cluster-${cluster})` }} />;
}
