import { useQuery } from '@tanstack/react-query';
import { articleIdOf, placeOf } from './article-names.js';
import { answerOf, type Schema } from '@lexhop/client';
import { rest } from '../server/rest-client.js';

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

/** One article of the active build. */
export function useArticle(graph: string, id: string) {
  return useQuery({
    queryKey: ['article', graph, id],
    queryFn: ({ signal }) =>
      answerOf(rest.GET('/api/v1/graphs/{graph}/articles/{id}', { params: { path: { graph, id } }, signal })),
  });
}

/** The citations in the text of one article; none where its statute is no longer in the graph. */
export function useCitationsOf(graph: string, id: string) {
  const article = articleIdOf(id);
  return useQuery({
    queryKey: ['citations-of', graph, article],
    queryFn: async ({ signal }) => {
      const params = { path: { graph, id: placeOf(article).statute }, query: { articles: [article] } };
      const call = rest.GET('/api/v1/graphs/{graph}/statutes/{id}/citations', { params, signal });
      const { items } = await answerOf(call);
      return items.flatMap(({ citations }) => citations);
    },
  });
}

/** The articles before and after one in its statute. */
export function useBeside(graph: string, id: string) {
  const article = articleIdOf(id);
  return useQuery({
    queryKey: ['beside', graph, article],
    queryFn: async ({ signal }) => {
      const params = { path: { graph, id: article }, query: { kinds: ['hierarchy' as const] } };
      const call = rest.GET('/api/v1/graphs/{graph}/articles/{id}/neighbours', { params, signal });
      return besideIn(article, await answerOf(call));
    },
  });
}

/** What a neighbourhood tells of an article. */
function besideIn(id: string, { nodes, edges }: Schema<'Neighbourhood'>) {
  const next = edges.filter((edge) => edge.kind === 'hierarchy' && edge.relation === 'next');
  return {
    nodes,
    before: next.find(({ target }) => target === id)?.source,
    after: next.find(({ source }) => source === id)?.target,
  };
}
