import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from '@lexhop/client';

/** Answers that another try can change. */
const passing: ReadonlySet<number> = new Set([429, 503]);
const mostRetries = 2;

/**
 * One cache for the whole page. A request that found no server is not repeated here: the banner of the lost connection
 * waits for the server, and then everything on the page is asked again.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server may be on this very machine: it answers while the browser says "offline".
        networkMode: 'always',
        staleTime: 5_000,
        retry: (count, error) => count < mostRetries && error instanceof ProblemError && passing.has(error.status),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
