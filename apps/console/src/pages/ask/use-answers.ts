import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, askForAnswer, type Schema } from '@lexhop/client';
import { client, rest, useGraphName, useIsBuilt } from '@lexhop/console-parts';
import { type Asked, requestOf } from './asked.js';

export type Answer = Schema<'RetrieveAnswer'>;
export type Result = Answer['results'][number];
export type Explanation = NonNullable<Result['explanation']>;
export type PathStep = Explanation['path'][number];

/** The articles that answer a query; nothing is asked before there is one. */
export function useFound(asked: Asked) {
  const graph = useGraphName();
  const body = requestOf(asked);
  return useQuery({
    queryKey: ['retrieve', graph, body],
    enabled: asked.query !== '',
    placeholderData: asked.reading ? keepPreviousData : undefined,
    // An answer stays what it is while it is read.
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      answerOf(rest.POST('/api/v1/graphs/{graph}/retrieve', { params: { path: { graph } }, body, signal })),
  });
}

/** An answer as far as it has come. */
export interface AnswerSoFar {
  readonly evidence: readonly Schema<'EvidenceArticle'>[];
  readonly sentences: readonly Schema<'AnswerSentence'>[];
  /** The last word, which has all of it. */
  readonly whole?: Schema<'Answer'>;
}

/** The answer with one more sentence. Places begin again at 0 where a written answer is given up for an extractive one. */
export function withSentence(before: AnswerSoFar, { place, ...sentence }: Schema<'AnswerSentenceEvent'>): AnswerSoFar {
  return { ...before, sentences: [...before.sentences.slice(0, place), sentence] };
}

/** The answer in sentences, as it is written. It begins once the articles are found, and uses their reading, which is so paid for once. */
export function useAnswer(asked: Asked, found: Answer) {
  const graph = useGraphName();
  const queries = useQueryClient();
  const { explain: _explain, ...request } = requestOf(asked);
  const queryKey = ['answer', graph, request];
  return useQuery({
    queryKey,
    enabled: found.results.length > 0,
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<AnswerSoFar> => {
      let soFar: AnswerSoFar = { evidence: [], sentences: [] };
      const show = (more: AnswerSoFar) => queries.setQueryData(queryKey, (soFar = more));
      const whole = await askForAnswer(client, {
        graph,
        request: { ...request, reading: found.reading },
        onEvidence: ({ evidence }) => show({ ...soFar, evidence }),
        onSentence: (sentence) => show(withSentence(soFar, sentence)),
        signal,
      });
      return { evidence: whole.evidence, sentences: whole.sentences, whole };
    },
  });
}

const [statutesLookedAt, nodesLookedAt, mostExamples] = [4, 30, 4];

/** Questions that articles of the graph's own statutes answer, to begin with. */
export function useExamples() {
  const graph = useGraphName();
  const isBuilt = useIsBuilt() === true;
  return useQuery({
    queryKey: ['examples', graph],
    enabled: isBuilt,
    staleTime: Infinity,
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
