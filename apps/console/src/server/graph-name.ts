import { useParams } from 'wouter';

/** The rule of the server (`graphNameSchema`), as the `pattern` of an input. */
export const graphNamePattern = '[a-z0-9]([a-z0-9\\-]{0,62}[a-z0-9])?';
export const defaultGraph = 'default';

/** The graph that the address names. */
export function useGraphName(): string {
  return useParams<{ readonly graph?: string }>().graph ?? defaultGraph;
}
