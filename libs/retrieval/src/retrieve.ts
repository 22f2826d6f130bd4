import { observed } from '@lexhop/foundation';
import { type Build, type BuildReference, embeddingSpaceId, type GraphReader } from '@lexhop/graph-model';
import type { Reranker } from '@lexhop/reranking';
import type { RetrieveAnswer } from './answer.js';
import { EmptyQueryError } from './errors.js';
import { Moves } from './moves.js';
import { type RetrievalPolicy, retrievalPolicy } from './policy.js';
import { notesOf, present } from './present.js';
import type { QueryReader } from './query-reader.js';
import type { QueryEmbedder } from './query-vectors.js';
import type { RetrieveRequest } from './request.js';
import { depthOf, reorder, rerankingOf } from './rerank.js';
import type { Entrance, HopReasoner, Search, Traversal } from './search.js';
import { searchOf } from './search-of.js';
import { statuteIdsOf } from './statute-catalogue.js';
import { strategies } from './strategies.js';

/** What retrieval needs beside a build's reader. */
export interface RetrieveParts {
  readonly embedQuery: QueryEmbedder;
  /** Understands the query before the search; without it the query is searched for as it is written. */
  readonly queryReader?: QueryReader | undefined;
  /** The reranker for a build, used where a request asks for reranking; undefined where none is set. Rejects with a RerankingError where it can't be used now. */
  readonly rerankerOf?: ((build: Build) => Promise<Reranker | undefined>) | undefined;
  /** The language model that chooses edges in mode `hop-paper`, used where a request asks for it; undefined where none is set. */
  readonly reasonerOf?: ((build: BuildReference) => HopReasoner | undefined) | undefined;
}

/**
 * Answers a query from one build, in six moves: understand, enter, traverse, prune, rerank, present. Results come best first, at most `topK`.
 * The request may name statutes by id, title or short name.
 *
 * Rejects with an EmptyQueryError for a blank query, and with an UnknownStatutesError for statutes that the build lacks. In modes that compare
 * vectors it also rejects as `embedQuery` does.
 */
export async function retrieve(
  reader: GraphReader,
  parts: RetrieveParts,
  given: RetrieveRequest,
  policy: RetrievalPolicy = retrievalPolicy,
): Promise<RetrieveAnswer> {
  if (given.query.trim() === '') throw new EmptyQueryError();
  const request = given.statutes ? { ...given, statutes: await statuteIdsOf(reader, given.statutes) } : given;
  const { graph, number } = reader.build;
  return observed('retrieve', { mode: request.mode, graph, build: number }, () =>
    answer(reader, parts, { request, policy }),
  );
}

/** Makes the moves of the request's mode, one after another, and times each. */
async function answer(
  reader: GraphReader,
  { embedQuery, queryReader, rerankerOf, reasonerOf }: RetrieveParts,
  { request, policy }: Pick<Search, 'request' | 'policy'>,
): Promise<RetrieveAnswer> {
  const strategy = strategies[request.mode];
  const reranking = await rerankingOf(request, reader.build, rerankerOf);
  const reasoner = request.reason === 'language-model' ? reasonerOf?.(reader.build) : undefined;
  const asked = { request: { ...request, topK: depthOf(request, reranking) }, policy, reasoner };
  const moves = new Moves(request.mode);

  const understood = await moves.make('understand', async () => queryReader?.read(reader, request, strategy.reads));
  const search = await moves.make('embed-query', () =>
    searchOf(reader, embedQuery, { ...asked, strategy, understood }),
  );
  const entrance = await moves.make('enter', () => strategy.enter(search));
  const traversal = await moves.make('traverse', () => strategy.traverse(search, entrance));
  const ranked = await moves.make('prune', () => strategy.prune(search, entrance, traversal));
  const ordered = await moves.make('rerank', () => reorder(search, ranked, reranking));
  const shown = ordered.ranked.slice(0, request.topK);
  const results = await moves.make('present', () => present(search, shown, { entrance, traversal, ...ordered }));

  return {
    mode: request.mode,
    ...buildOf(reader),
    ...(understood && strategy.reads && { reading: understood.reading }),
    results,
    notes: [
      ...(await notesOf({ ...search, request }, entrance, traversal)),
      ...(understood?.notes ?? []),
      ...(ordered.note ? [ordered.note] : []),
    ],
    timings: moves.timings(),
    counts: countsOf(entrance, traversal),
  };
}

function buildOf({ build: { graph, number, space } }: GraphReader) {
  return { graph, build: number, ...(space && { space: embeddingSpaceId(space) }), semantic: space?.semantic ?? true };
}

function countsOf({ listSizes }: Entrance, { seeds, edges, reached, reasoning }: Traversal): RetrieveAnswer['counts'] {
  return { lists: listSizes, seeds, edges, reached: reached.size, reasoningCalls: reasoning?.calls ?? 0 };
}
