import { useParams } from 'wouter';
import { useQuery } from '@tanstack/react-query';
import { answerOf } from '@lexhop/client';
import { rest } from './rest-client.js';

/** The rule of the server (`graphNameSchema`), as the `pattern` of an input. */
export const graphNamePattern = '[a-z0-9]([a-z0-9\\-]{0,62}[a-z0-9])?';
export const defaultGraph = 'default';

/** The graph that the address names. */
export function useGraphName(): string {
  return useParams<{ readonly graph?: string }>().graph ?? defaultGraph;
}

/** What the key in use opens; asked once for each key. */
export function useAccess() {
  return useQuery({
    queryKey: ['access'],
    queryFn: () => answerOf(rest.GET('/api/v1/access')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether the reader may change anything. False until the server has said so. */
export function useMayChange(): boolean {
  return useAccess().data?.role === 'admin';
}

/** The graphs of the server, each with the number of its active build, if it has one. */
export function useGraphs() {
  return useQuery({ queryKey: ['graphs'], queryFn: () => answerOf(rest.GET('/api/v1/graphs')) });
}
