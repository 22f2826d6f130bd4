import { useState } from 'react';
import { useLater } from '../../forms/inputs.js';
import { useWords } from '../../words/use-words.js';
import { useStatutes } from '../statutes/statutes-page.js';

const typingMilliseconds = 200;
const mostOffered = 8;

interface StatuteFilterProps {
  readonly graph: string;
  /** Ids. */
  readonly chosen: readonly string[];
  readonly onChoose: (statutes: readonly string[]) => void;
}

/** Statutes to answer from: typed in part, chosen from what matches, shown with a way to leave each out again. */
export function StatuteFilter({ graph, chosen, onChoose }: StatuteFilterProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useLater(typed.trim(), typingMilliseconds);
  const { data } = useStatutes(graph, text);
  const found = text === '' ? [] : (data?.pages.flatMap(({ items }) => items) ?? []);
  const offered = found.filter(({ id }) => !chosen.includes(id)).slice(0, mostOffered);
  const choose = (id: string) => {
    onChoose([...chosen, id]);
    setTyped('');
  };
  return (
    <div className="stack stack--tight statute-filter">
      <label className="field">
        <span>{t('ask.statutes')}</span>
        <input
          type="search"
          value={typed}
          title={t('ask.statutes.hint')}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {offered.length > 0 && (
        <ul className="row">
          {offered.map(({ id, title }) => (
            <li key={id}>
              <button type="button" className="button button--small" onClick={() => choose(id)}>
                {title} <span className="quiet">{id}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen.length > 0 && <Chosen chosen={chosen} onChoose={onChoose} />}
    </div>
  );
}

function Chosen({ chosen, onChoose }: Omit<StatuteFilterProps, 'graph'>) {
  const { t } = useWords();
  return (
    <ul className="row">
      {chosen.map((id) => (
        <li key={id} className="tag tag--good">
          {id}{' '}
          <button
            type="button"
            className="statute-filter__remove"
            aria-label={t('ask.statutes.remove', { statute: id })}
            onClick={() => onChoose(chosen.filter((other) => other !== id))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
