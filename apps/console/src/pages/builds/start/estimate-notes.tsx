import type { BuildEstimate } from '../../../server/build.js';
import { useWords } from '../../../words/use-words.js';

type Note = BuildEstimate['notes'][number];

/** Notes whose sentence holds no facts that the reader's language could not say as well. */
const saidInFull: ReadonlySet<Note['code']> = new Set([
  'no-articles',
  'no-questions',
  'only-changes',
  'no-embedding',
  'not-semantic',
]);

/** What to know about an estimate; a note with names and numbers keeps the server's sentence beside it. */
export function EstimateNotes({ notes }: Pick<BuildEstimate, 'notes'>) {
  const { t } = useWords();
  if (notes.length === 0) return undefined;
  return (
    <section className="stack stack--tight">
      <h3>{t('builds.estimate.notes')}</h3>
      <ul className="sentences">
        {notes.map(({ code, sentence }) => (
          <li key={sentence}>
            {t(`builds.note.${code}`)}
            {!saidInFull.has(code) && (
              <span className="quiet" lang="en">
                {' '}
                {sentence}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
