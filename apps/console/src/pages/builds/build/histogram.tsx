import { useWords } from '../../../words/use-words.js';

export interface HistogramBar {
  readonly name: string;
  readonly count: number;
}

interface HistogramProps {
  readonly title: string;
  /** What the names are, and what is counted. */
  readonly name: string;
  readonly count: string;
  readonly bars: readonly HistogramBar[];
}

/** Bars that are also a table, for whoever listens to it. */
export function Histogram({ title, name, count, bars }: HistogramProps) {
  const { number } = useWords();
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <div className="sheet">
      <table className="histogram">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <th scope="col">{count}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.name}>
              <th scope="row" className="number">
                {bar.name}
              </th>
              <td>
                <span className="histogram__bar" style={{ inlineSize: `${(bar.count / most) * 75}%` }} />
                <span className="histogram__count">{number(bar.count)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
