import { observed, type WorkName } from '@lexhop/foundation';
import { type BuildReference, embeddingSpaceId } from '@lexhop/graph-model';
import type { GraphReader } from '@lexhop/graph-store';
import { phrasesOf } from '@lexhop/query-understanding';
import type { Reranker } from '@lexhop/reranking';
import type { RetrieveAnswer } from './answer.js';
import { EmptyQueryError } from './errors.js';
import type { HopReasoner } from './search.js';
import { type RetrievalPolicy, retrievalPolicy } from './policy.js';
import { notesOf, present } from './present.js';
import type { QueryReader, Understood } from './query-reader.js';
import { averageOf, type QueryEmbedder } from './query-vectors.js';
import type { RetrieveRequest } from './request.js';
import { asTheyAre, depthOf, reorder } from './rerank.js';
import { type Entrance, filterOf, type Probe, type Search, type Traversal } from './search.js';
import { type Strategy, strategies } from './strategies.js';

/** What answers are made with, beside a build. */
export interface RetrieveParts {
  readonly embedQuery: QueryEmbedder;
  /** Without it a query is taken as it is written. */
  readonly queryReader?: QueryReader | undefined;
  /** Orders the results of a build anew, where a request wants it. */
  readonly rerankerOf?: ((build: BuildReference) => Reranker | undefined) | undefined;
  /** Chooses the edges of mode `hop-paper` of a build, where a request wants it. */
  readonly reasonerOf?: ((build: BuildReference) => HopReasoner | undefined) | undefined;
}

/**
 * Answers a query from one build: understand, enter, traverse, prune, rerank, present.
 * Throws an EmptyQueryError for a blank query; rejects as the query's embedder does in modes that compare vectors.
 */
export async function retrieve(
  reader: GraphReader,
  parts: RetrieveParts,
  request: RetrieveRequest,
  policy: RetrievalPolicy = retrievalPolicy,
): Promise<RetrieveAnswer> {
  if (request.query.trim() === '') throw new EmptyQueryError();
  const { graph, number } = reader.build;
  return observed('retrieve', { mode: request.mode, graph, build: number }, () =>
    answer(reader, parts, { request, policy }),
  );
}

/** The moves, each told of. */
async function answer(
  reader: GraphReader,
  parts: RetrieveParts,
  { request, policy }: Pick<Search, 'request' | 'policy'>,
): Promise<RetrieveAnswer> {
  const strategy = strategies[request.mode];
  const { reranker, reasoner } = modelsOf(reader, parts, request);
  const deeper = { ...request, topK: depthOf(request.topK, reranker) };
  const move = <Result>(name: WorkName, work: () => Promise<Result>) => observed(name, { mode: request.mode }, work);
  const watch = new Stopwatch();

  const understood = await move('understand', async () => parts.queryReader?.read(reader, request, strategy.reads));
  const understand = watch.lap();
  const asked = { request: deeper, policy, strategy, understood, reasoner };
  const search = await move('embed-query', () => searchOf(reader, parts.embedQuery, asked));
  const embed = watch.lap();
  const entrance = await move('enter', () => strategy.enter(search));
  const entered = watch.lap();
  const traversal = await move('traverse', () => strategy.traverse(search, entrance));
  const ranked = await move('prune', () => strategy.prune(search, entrance, traversal));
  const hop = watch.lap();
  const reordered = request.rerank ? await move('rerank', () => reorder(search, ranked, reranker)) : asTheyAre(ranked);
  const rerank = watch.lap();
  const shown = reordered.ranked.slice(0, request.topK);
  const results = await move('present', () => present(search, shown, { entrance, traversal, ...reordered }));

  const notes = [...(await notesOf({ ...search, request }, entrance, traversal)), ...(understood?.notes ?? [])];
  return {
    mode: request.mode,
    ...buildOf(reader),
    ...(understood && strategy.reads && { reading: understood.reading }),
    results,
    notes: reordered.note ? [...notes, reordered.note] : notes,
    timings: { understand, embed, search: entered, hop, rerank, total: watch.total() },
    counts: countsOf(entrance, traversal),
  };
}

/** Those that the request wants. */
function modelsOf({ build }: GraphReader, { rerankerOf, reasonerOf }: RetrieveParts, request: RetrieveRequest) {
  return {
    reranker: request.rerank ? rerankerOf?.(build) : undefined,
    reasoner: request.reason === 'language-model' ? reasonerOf?.(build) : undefined,
  };
}

function buildOf({ build: { graph, number, space } }: GraphReader) {
  return { graph, build: number, ...(space && { space: embeddingSpaceId(space) }) };
}

interface Asked extends Pick<Search, 'request' | 'policy'> {
  readonly strategy: Strategy;
  readonly understood: Understood | undefined;
  readonly reasoner: HopReasoner | undefined;
}

const takenAsItIs: Understood = {
  reading: { references: [], issues: [] },
  namesOnly: false,
  isForeign: false,
  notes: [],
};

/** What the lists are searched for: the query, translated where it was, and the phrases of its reading, embedded apart and averaged. */
async function searchOf(
  reader: GraphReader,
  embedQuery: QueryEmbedder,
  { request, policy, strategy: { roles, reads }, understood, reasoner }: Asked,
): Promise<Search> {
  const { reading, namesOnly, isForeign } = (reads ? understood : undefined) ?? takenAsItIs;
  const text = reading.translation || request.query;
  const phrases = phrasesOf(reading);
  const { space } = reader.build;
  const embeds = space !== undefined && roles.length > 0;
  const [vectors = {}, ...ofPhrases] = embeds ? await embedQuery([text, ...phrases], space, roles) : [];
  const whole = reading.references.length > 0 && namesOnly ? policy.named.shareOfRest : 1;
  const share = shareOfReading({ text, phrases, isForeign }, policy);
  const probe: Probe = { of: 'reading', share: whole * share, text: phrases.join('\n'), vectors: averageOf(ofPhrases) };
  return {
    reader,
    request,
    policy,
    filter: filterOf(request),
    named: reading.references.map(({ id }) => id),
    query: { of: 'query', share: whole * (1 - share), text, vectors },
    reading: share > 0 ? probe : undefined,
    reasoner,
  };
}

/**
 * A few general words say less than a long question: measured, they then cost nothing (docs/measurements.md). A query that can't be
 * compared with the statutes leaves all to its reading.
 */
function shareOfReading(
  {
    text,
    phrases,
    isForeign,
  }: { readonly text: string; readonly phrases: readonly string[]; readonly isForeign: boolean },
  { readingShare }: RetrievalPolicy,
): number {
  if (phrases.length === 0) return 0;
  return isForeign ? 1 : readingShare * Math.min(1, phrases.join('').length / text.length);
}

function countsOf({ listSizes }: Entrance, { seeds, edges, reached, reasoning }: Traversal): RetrieveAnswer['counts'] {
  return { lists: listSizes, seeds, edges, reached: reached.size, reasoningCalls: reasoning?.calls ?? 0 };
}

/** Milliseconds. */
class Stopwatch {
  readonly #started = performance.now();
  #lapStarted = this.#started;

  lap(): number {
    const lapStarted = this.#lapStarted;
    this.#lapStarted = performance.now();
    return this.#lapStarted - lapStarted;
  }

  total(): number {
    return performance.now() - this.#started;
  }
}
