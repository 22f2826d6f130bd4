import { useWords } from '../../words/preferences.js';
import { type Chosen, degreesOf, type EdgeKind, edgeKinds, statutesOf, type View, type ViewFilter } from './view.js';
import { useState } from 'react';
import type { NodeNames } from '../../articles/article-names.js';

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
      <fieldset className="row graph-filters__kinds">
        <legend className="unseen">{t('graph.kinds')}</legend>
        {edgeKinds.map((kind) => (
          <label key={kind} className={`row edge-kind edge-kind--${kind}`}>
            <input type="checkbox" checked={filter.kinds.has(kind)} onChange={() => toggle(kind)} />
            {t(`graph.kind.${kind}`)}
          </label>
        ))}
      </fieldset>
      <label className="field field--inline">
        <span>{t('graph.minimumScore', { score: number(filter.minimumScore, 2) })}</span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={filter.minimumScore}
          onChange={({ target }) => onFilter({ ...filter, minimumScore: Number(target.value) })}
        />
      </label>
      <StatuteChoice view={view} filter={filter} onFilter={onFilter} />
      <p className="quiet">
        {t('graph.shown', { nodes: shown.nodes.size, edges: shown.edges.size })}
        {view.leftOut > 0 && ` ${t('graph.leftOut', { count: view.leftOut })}`}
      </p>
    </section>
  );
}

function StatuteChoice({ view, filter, onFilter }: Omit<GraphFiltersProps, 'shown'>) {
  const { t } = useWords();
  const [only = ''] = filter.statutes;
  return (
    <label className="field field--inline">
      <span>{t('graph.statute')}</span>
      <select
        value={only}
        onChange={({ target: { value } }) => onFilter({ ...filter, statutes: new Set(value === '' ? [] : [value]) })}
      >
        <option value="">{t('graph.statute.all')}</option>
        {statutesOf(view).map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
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
      <table>
        <thead>
          <tr>
            <th scope="col">{t('graph.list.article')}</th>
            <th scope="col" className="number">
              {t('graph.list.edges')}
            </th>
          </tr>
        </thead>
        <tbody>
          {nodes.slice(0, most).map(([id, degree]) => (
            <tr key={id}>
              <td>
                <button type="button" className="graph-page__end" onClick={() => onChoose({ node: id })}>
                  {names(id)}
                </button>
              </td>
              <td className="number">{number(degree)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {nodes.length > most && (
        <button type="button" className="button button--small" onClick={() => setMost(most + atOnce)}>
          {t('graph.list.more')}
        </button>
      )}
    </details>
  );
}
