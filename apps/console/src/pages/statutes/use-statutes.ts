import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, type Schema } from '@lexhop/client';
import { rest } from '../../server/rest-client.js';

export type StatuteRecord = Schema<'Statute'>;

const perPage = 100;

/** The statutes of a graph whose title or id contains `text`, page by page. */
export function useStatutes(graph: string, text: string) {
  return useInfiniteQuery({
    queryKey: ['statutes', graph, text],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: perPage, ...(pageParam && { after: pageParam }), ...(text && { text }) };
      return answerOf(rest.GET('/api/v1/graphs/{graph}/statutes', { params: { path: { graph }, query }, signal }));
    },
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
