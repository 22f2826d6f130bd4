import { useQuery } from '@tanstack/react-query';
import { answerOf, type Schema } from '@lexhop/client';
import { rest } from '../../server/rest-client.js';

export type Statute = Schema<'StatuteWithArticles'>;
export type StatuteArticle = Statute['articles'][number];
type CitationPage = Schema<'CitationPage'>;
export type ArticleCitation = CitationPage['items'][number]['citations'][number];

const perPage = 500;

/** A statute as it was uploaded, with its articles. */
export function useStatute(graph: string, id: string) {
  return useQuery({
    queryKey: ['statute', graph, id],
    queryFn: ({ signal }) =>
      answerOf(rest.GET('/api/v1/graphs/{graph}/statutes/{id}', { params: { path: { graph, id } }, signal })),
  });
}

/** The citations in a statute's articles, by article id; all of them, however many pages that takes. */
export function useCitations(graph: string, id: string) {
  return useQuery({
    queryKey: ['citations', graph, id],
    queryFn: async ({ signal }) => {
      const byArticle = new Map<string, readonly ArticleCitation[]>();
      let after: string | undefined;
      do {
        const query = { limit: perPage, ...(after === undefined ? {} : { after }) };
        const params = { path: { graph, id }, query };
        const call = rest.GET('/api/v1/graphs/{graph}/statutes/{id}/citations', { params, signal });
        const page: CitationPage = await answerOf(call);
        for (const { article, citations } of page.items) byArticle.set(article, citations);
        after = page.next;
      } while (after !== undefined);
      return byArticle;
    },
  });
}
