import { useQuery } from '@tanstack/react-query';
import { ProblemNote } from '../../feedback/problem-note.js';
import { answerOf } from '@lexhop/client';
import { rest } from '../../server/rest-client.js';
import { useWords } from '../../words/use-words.js';

/** Which graphs are ready to answer, from memory or from the store, and why so. */
export function Readers() {
  const { t, bytes } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['readers'],
    queryFn: () => answerOf(rest.GET('/api/v1/retrieval/status')),
  });
  return (
    <section className="sheet stack" aria-labelledby="system-readers">
      <h2 id="system-readers">{t('system.readers')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="quiet">{t('system.readers.none')}</p>}
      <ul className="stack stack--tight">
        {data?.items.map(({ graph, build, reader, bytes: size, reason }) => (
          <li key={graph}>
            <span className="tag">{t(`system.readers.${reader}`)}</span>{' '}
            {t('system.readers.build', { graph, build, size: bytes(size) })}
            <p className="quiet" lang="en">
              {reason}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
