import { ProblemError } from '@lexhop/client';
import { QueryClient } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { useGet } from './use-rest.js';

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

/** The rule of the server (`graphNameSchema`), as the `pattern` of an input. */
export const graphNamePattern = '[a-z0-9]([a-z0-9\\-]{0,62}[a-z0-9])?';
export const defaultGraph = 'default';

/** The graph that the address names. */
export function useGraphName(): string {
  return useParams<{ readonly graph?: string }>().graph ?? defaultGraph;
}

/** What the key in use opens; asked once for each key. */
export function useAccess() {
  return useGet('/api/v1/access', {}, { staleTime: Infinity });
}

/** Whether the reader may change anything. False until the server has said so. */
export function useMayChange(): boolean {
  const role = useAccess().data?.role;
  return role === 'admin' || role === 'build';
}

/** The graphs of the server, each with the number of its active build, if it has one. */
export function useGraphs() {
  return useGet('/api/v1/graphs', {});
}

/** Whether the graph has a build that answers; undefined until the server has said so. */
export function useIsBuilt(): boolean | undefined {
  const graph = useGraphName();
  const graphs = useGraphs().data?.items;
  return graphs && graphs.some(({ name, active }) => name === graph && active !== undefined);
}
