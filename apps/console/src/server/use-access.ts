import { useQuery } from '@tanstack/react-query';
import { answerOf } from '@lexhop/client';
import { rest } from './rest-client.js';

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
