import { answerOf, type Schema } from '@lexhop/client';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { rest } from '../../server/rest-client.js';
import { type Asked, requestOf } from './asked.js';

export type Answer = Schema<'RetrieveAnswer'>;
export type Result = Answer['results'][number];
export type Explanation = NonNullable<Result['explanation']>;
export type PathStep = Explanation['path'][number];

function questionOf(graph: string, asked: Asked) {
  const body = requestOf(asked);
  return {
    queryKey: ['retrieve', graph, body],
    enabled: asked.query !== '',
    // An answer stays what it is while it is read.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<Answer> =>
      answerOf(rest.POST('/api/v1/graphs/{graph}/retrieve', { params: { path: { graph } }, body, signal })),
  };
}

/** The articles that answer a query; nothing is asked before there is one. */
export function useFound(graph: string, asked: Asked) {
  return useQuery({ ...questionOf(graph, asked), placeholderData: asked.reading ? keepPreviousData : undefined });
}

/** What each of the chosen modes finds, asked side by side. */
export function useCompared(graph: string, asked: Asked) {
  return useQueries({ queries: asked.modes.map((mode) => questionOf(graph, { ...asked, mode })) });
}

const [statutesLookedAt, nodesLookedAt, mostExamples] = [4, 30, 4];

/** Questions that articles of the graph's own statutes answer, to begin with. */
export function useExamples(graph: string, isBuilt: boolean) {
  return useQuery({
    queryKey: ['examples', graph],
    enabled: isBuilt,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const path = { graph };
      const params = { path, query: { limit: statutesLookedAt } };
      const { items } = await answerOf(rest.GET('/api/v1/graphs/{graph}/statutes', { params, signal }));
      const parts = items.map(({ id }) => {
        const query = { nodes: nodesLookedAt, limit: 200, kinds: ['question' as const], statutes: [id] };
        return answerOf(rest.GET('/api/v1/graphs/{graph}/subgraph', { params: { path, query }, signal }));
      });
      return examplesIn(await Promise.all(parts));
    },
  });
}

type Questioned = Pick<Schema<'Neighbourhood'>, 'edges'>;

/** Questions short enough to be read at a glance: one of each part in turn, each of another article. */
export function examplesIn(parts: readonly Questioned[]): readonly string[] {
  const byPart = parts.map(({ edges }) => {
    const asked = edges.flatMap((edge) =>
      edge.kind === 'question' && edge.text.length <= 40 ? [[edge.target, edge.text] as const] : [],
    );
    return [...new Map(asked).values()].toSorted((one, other) => one.length - other.length);
  });
  const inTurn = Array.from({ length: mostExamples }, (_turn, place) => byPart.flatMap((texts) => texts[place] ?? []));
  return [...new Set(inTurn.flat())].slice(0, mostExamples);
}
