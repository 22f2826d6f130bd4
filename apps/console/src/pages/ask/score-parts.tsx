import { useWords } from '../../words/use-words.js';
import type { Explanation } from './use-answers.js';

const lists = ['text', 'dense', 'questions'] as const;

/** What a score is made of: each list's part, their sum, and what the hop added. */
export function ScoreParts({ explanation: { parts, entryScore, hop } }: { readonly explanation: Explanation }) {
  const { t, number } = useWords();
  const shown = lists.flatMap((list) => {
    const part = parts[list];
    return part ? [{ list, part }] : [];
  });
  return (
    <div className="scroll-x">
      <table>
        <Head />
        <tbody>
          {shown.map(({ list, part }) => (
            <tr key={list}>
              <th scope="row">
                {t(`ask.part.${list}`)}
                {part.question && <q className="score__question">{part.question.text}</q>}
              </th>
              <td className="number">{number(part.raw, 3)}</td>
              <td className="number">{number(part.normalised, 3)}</td>
              <td className="number">{number(part.weight, 2)}</td>
            </tr>
          ))}
          <Sum name={t('ask.part.entry')} value={entryScore} />
          <Sum name={t('ask.part.hop')} value={hop} />
        </tbody>
      </table>
    </div>
  );
}

function Sum({ name, value }: { readonly name: string; readonly value: number }) {
  const { number } = useWords();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number" colSpan={3}>
        {number(value, 3)}
      </td>
    </tr>
  );
}

const columns = ['raw', 'normalised', 'weight'] as const;

function Head() {
  const { t } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{t('ask.part')}</th>
        {columns.map((column) => (
          <th key={column} scope="col" className="number">
            {t(`ask.part.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
