import { useState } from 'react';
import { useWords } from '../../words/use-words.js';
import type { NodeNames } from '../../articles/article-names.js';
import { type Chosen, degreesOf, type View } from './view.js';

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
