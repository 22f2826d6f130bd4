import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from '../forms/button.js';
import { fetchFromServer } from '../server/rest-client.js';
import { connection, useObserved } from '../server/session.js';
import { useWords } from '../words/preferences.js';

const firstWait = 1_000;
const longestWait = 15_000;

/** Says that the server is gone, looks for it until it is back, and then has the whole page asked again. */
export function ConnectionBanner() {
  const { t } = useWords();
  const state = useObserved(connection);
  const queries = useQueryClient();
  useEffect(() => {
    if (state === 'open') return undefined;
    const search = new AbortController();
    void lookForServer(search.signal);
    return () => {
      search.abort();
      void queries.invalidateQueries();
    };
  }, [state, queries]);
  return (
    <output>
      {state === 'lost' && (
        <span className="banner banner--problem">
          <span>
            <strong>{t('connection.lost')}</strong> {t('connection.retry')}
          </span>
          <Button look="small" onClick={() => void knock()}>
            {t('connection.now')}
          </Button>
        </span>
      )}
    </output>
  );
}

/** Ends when called off: whichever request reaches the server first opens the connection. */
async function lookForServer(signal: AbortSignal): Promise<void> {
  for (let wait = firstWait; !signal.aborted; wait = Math.min(wait * 2, longestWait)) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (!signal.aborted) await knock();
  }
}

async function knock(): Promise<void> {
  try {
    await fetchFromServer(new Request('/health/live'));
  } catch {
    // Still away, which the connection has noted already.
  }
}
