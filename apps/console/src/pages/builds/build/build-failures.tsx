import type { Build } from '../../../server/build.js';
import { useWords } from '../../../words/use-words.js';

const mostShown = 50;

/** Batches that failed for good, the latest first. */
export function BuildFailures({ failures }: Pick<Build, 'failures'>) {
  const { t, moment } = useWords();
  if (failures.length === 0) return undefined;
  const latest = failures.toReversed().slice(0, mostShown);
  return (
    <details className="note note--problem" open={failures.length <= 5}>
      <summary className="note__title">{t('builds.failures', { count: failures.length })}</summary>
      <ul className="sentences">
        {latest.map(({ step, batch, sentence, attempts, at }) => (
          <li key={`${step} ${batch} ${at}`}>
            <strong>{t(`builds.step.${step}`)}</strong> {batch} <span lang="en">{sentence}</span>{' '}
            <span className="quiet">{t('builds.failures.when', { attempts, at: moment(at) })}</span>
          </li>
        ))}
      </ul>
      {failures.length > mostShown && (
        <p className="quiet">{t('builds.failures.more', { count: failures.length - mostShown })}</p>
      )}
    </details>
  );
}
