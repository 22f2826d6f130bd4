import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { createParser } from 'eventsource-parser';
import { answerOf, chunksOf, type Schema } from '@lexhop/client';
import { client, rest } from '@lexhop/console-parts';
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

/** An answer as far as it has come. */
export interface AnswerSoFar {
  readonly evidence: readonly Schema<'EvidenceArticle'>[];
  readonly sentences: readonly Schema<'AnswerSentence'>[];
  /** The last word, which has all of it. */
  readonly whole?: Schema<'Answer'>;
}

/** An event of an answer's stream. */
export type AnswerEvent =
  | { readonly type: 'evidence'; readonly data: Schema<'AnswerEvidence'> }
  | { readonly type: 'sentence'; readonly data: Schema<'AnswerSentenceEvent'> }
  | { readonly type: 'answer'; readonly data: Schema<'Answer'> };

const nothingYet: AnswerSoFar = { evidence: [], sentences: [] };

/** The answer with what an event of its stream adds. */
export function withEvent(before: AnswerSoFar, { type, data }: AnswerEvent): AnswerSoFar {
  switch (type) {
    case 'evidence':
      return { ...before, evidence: data.evidence };
    case 'sentence':
      // Places begin again where a written answer is given up for an extractive one.
      return { ...before, sentences: [...before.sentences.slice(0, data.place), data] };
    case 'answer':
      return { evidence: data.evidence, sentences: data.sentences, whole: data };
  }
}

/** The answer in sentences, as it is written; begun once the articles are found, by the same reading, which is not paid for twice. */
export function useAnswer(graph: string, asked: Asked, found: Answer | undefined) {
  const queries = useQueryClient();
  const { explain: _explain, ...request } = requestOf(asked);
  const body = { ...request, ...(found?.reading && { reading: found.reading }) };
  const queryKey = ['answer', graph, request];
  return useQuery({
    queryKey,
    enabled: found !== undefined && found.results.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      let soFar = nothingYet;
      const params = { path: { graph } };
      const headers = { accept: 'text/event-stream' };
      const call = rest.POST('/api/v1/graphs/{graph}/answers', { params, body, headers, signal, parseAs: 'stream' });
      for await (const event of eventsOf(await chunksOf(client, call))) {
        soFar = withEvent(soFar, event);
        queries.setQueryData(queryKey, soFar);
      }
      return soFar;
    },
  });
}

async function* eventsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<AnswerEvent> {
  let events: AnswerEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'evidence' || event === 'sentence' || event === 'answer') {
        events.push({ type: event, data: JSON.parse(data) } as AnswerEvent);
      }
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* events;
    events = [];
  }
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
