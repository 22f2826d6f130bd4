import { Link } from 'wouter';
import { readingPathOf, ServerSentence, useWords } from '@lexhop/console-parts';
import type { Build } from './use-builds.js';

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
        {latest.map(({ step, batch, code, sentence, attempts, at }) => (
          <li key={`${step} ${batch} ${at}`}>
            <strong>{t(`builds.step.${step}`)}</strong> {batch}{' '}
            <ServerSentence about="problem" said={{ code, sentence }} withDetail />{' '}
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

/** Every warning: what it is about in the reader's language, the server's sentence, and the articles concerned as links. */
export function BuildWarnings({ warnings }: Pick<Build, 'warnings'>) {
  const { t } = useWords();
  if (warnings.length === 0) return undefined;
  return (
    <section className="stack stack--tight" aria-labelledby="build-warnings">
      <h2 id="build-warnings">{t('builds.warnings', { count: warnings.length })}</h2>
      {warnings.map((warning) => (
        <Warning key={warning.code} warning={warning} />
      ))}
    </section>
  );
}

function Warning({ warning }: { readonly warning: Build['warnings'][number] }) {
  const { t } = useWords();
  const { count, ids } = warning;
  return (
    <div className="note note--warning">
      <p>
        <ServerSentence about="build-warning" said={warning} />
      </p>
      {ids.length > 0 && (
        <details>
          <summary>{t('builds.warnings.ids', { count: Math.max(count, ids.length) })}</summary>
          <ul className="ids">
            {ids.map((id) => (
              <li key={id}>
                <Link href={readingPathOf(id)}>{id}</Link>
              </li>
            ))}
          </ul>
          {count > ids.length && <p className="quiet">{t('builds.warnings.more', { count: count - ids.length })}</p>}
        </details>
      )}
    </div>
  );
}
