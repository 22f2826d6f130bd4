import { Loading } from '../../feedback/loading.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { useWords } from '../../words/use-words.js';
import { useReadiness } from './use-system.js';

/** Whether each thing that the server needs answers, and if not, why. */
export function Health() {
  const { t } = useWords();
  const { data, error, refetch } = useReadiness();
  return (
    <section className="sheet stack" aria-labelledby="system-health">
      <h2 id="system-health">{t('system.health')}</h2>
      {!data && !error && <Loading />}
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <ul className="stack stack--tight">
        {data?.dependencies.map(({ name, ready, reason }) => (
          <li key={name} className="row">
            <span className={ready ? 'tag tag--good' : 'tag tag--fault'}>
              {t(ready ? 'system.health.ready' : 'system.health.notReady')}
            </span>
            {name}
            {reason !== undefined && (
              <span className="quiet" lang="en">
                {reason}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
