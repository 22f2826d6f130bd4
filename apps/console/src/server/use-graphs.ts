import { useQuery } from '@tanstack/react-query';
import { answerOf } from '@lexhop/client';
import { rest } from './rest-client.js';

/** The graphs of the server, each with the number of its active build, if it has one. */
export function useGraphs() {
  return useQuery({ queryKey: ['graphs'], queryFn: () => answerOf(rest.GET('/api/v1/graphs')) });
}
