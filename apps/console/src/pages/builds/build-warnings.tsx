import type { Build } from '../../server/build.js';
import { catalogues, type WordKey } from '../../words/catalogues.js';
import { useWords } from '../../words/use-words.js';
import { Link } from 'wouter';
import { readingPathOf } from '../../articles/article-names.js';

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

interface BuildWarningsProps {
  readonly graph: string;
  readonly warnings: Build['warnings'];
}

/** Every warning: what it is about in the reader's language, the server's sentence, and the articles concerned as links. */
export function BuildWarnings({ graph, warnings }: BuildWarningsProps) {
  const { t } = useWords();
  if (warnings.length === 0) return undefined;
  return (
    <section className="stack stack--tight" aria-labelledby="build-warnings">
      <h2 id="build-warnings">{t('builds.warnings', { count: warnings.length })}</h2>
      {warnings.map((warning) => (
        <Warning key={warning.code} graph={graph} warning={warning} />
      ))}
    </section>
  );
}

function Warning({ graph, warning }: { readonly graph: string; readonly warning: Build['warnings'][number] }) {
  const { t } = useWords();
  const { code, sentence, count, ids } = warning;
  const about = aboutOf(code);
  return (
    <div className="note note--warning">
      {about && <p className="note__title">{t(about, { count })}</p>}
      <p lang="en">{sentence}</p>
      {ids.length > 0 && (
        <details>
          <summary>{t('builds.warnings.ids', { count: ids.length })}</summary>
          <ul className="ids">
            {ids.map((id) => (
              <li key={id}>
                <Link href={readingPathOf(graph, id)}>{id}</Link>
              </li>
            ))}
          </ul>
          {count > ids.length && <p className="quiet">{t('builds.warnings.more', { count: count - ids.length })}</p>}
        </details>
      )}
    </div>
  );
}

/** What a code is about; a code that this page does not know yet has its sentence only. */
function aboutOf(code: string): WordKey | undefined {
  const key = `builds.warning.${code}`;
  return key in catalogues.en ? (key as WordKey) : undefined;
}
