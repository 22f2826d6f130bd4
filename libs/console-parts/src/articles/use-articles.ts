import { useQuery } from '@tanstack/react-query';
import { answerOf, type Schema } from '@lexhop/client';
import { rest } from '../server/rest-client.js';
import { useGet } from '../server/use-rest.js';
import { useGraphName } from '../server/use-server.js';
import { placeOf } from './article-names.js';

export type Statute = Schema<'StatuteWithArticles'>;
export type StatuteArticle = Statute['articles'][number];
type CitationPage = Schema<'CitationPage'>;
export type ArticleCitation = CitationPage['items'][number]['citations'][number];

const perPage = 500;

/** A statute as it was uploaded, with its articles. */
export function useStatute(id: string) {
  return useGet('/api/v1/graphs/{graph}/statutes/{id}', { path: { graph: useGraphName(), id } });
}

/** The citations in a statute's articles, by article id; all of them, however many pages that takes. */
export function useCitations(id: string) {
  const graph = useGraphName();
  return useQuery({
    queryKey: ['citations', graph, id],
    queryFn: async ({ signal }) => {
      const byArticle = new Map<string, readonly ArticleCitation[]>();
      let after: string | undefined;
      do {
        const params = { path: { graph, id }, query: { limit: perPage, after } };
        const call = rest.GET('/api/v1/graphs/{graph}/statutes/{id}/citations', { params, signal });
        const page: CitationPage = await answerOf(call);
        for (const { article, citations } of page.items) byArticle.set(article, citations);
        after = page.next;
      } while (after !== undefined);
      return byArticle;
    },
  });
}

/** One article of the active build. */
export function useArticle(id: string) {
  return useGet('/api/v1/graphs/{graph}/articles/{id}', { path: { graph: useGraphName(), id } });
}

/** The citations in the text of one article; none where its statute is no longer in the graph. */
export function useCitationsOf(article: string) {
  const path = { graph: useGraphName(), id: placeOf(article).statute };
  const params = { path, query: { articles: [article] } };
  return useGet('/api/v1/graphs/{graph}/statutes/{id}/citations', params, { select: citationsIn });
}

function citationsIn({ items }: CitationPage): readonly ArticleCitation[] {
  return items.flatMap(({ citations }) => citations);
}

/** The articles before and after one in its statute. */
export function useBeside(id: string) {
  const params = { path: { graph: useGraphName(), id }, query: { kinds: ['hierarchy' as const] } };
  return useGet('/api/v1/graphs/{graph}/articles/{id}/neighbours', params, {
    select: ({ nodes, edges }) => {
      const next = edges.filter((edge) => edge.kind === 'hierarchy' && edge.relation === 'next');
      return {
        nodes,
        before: next.find(({ target }) => target === id)?.source,
        after: next.find(({ source }) => source === id)?.target,
      };
    },
  });
}
