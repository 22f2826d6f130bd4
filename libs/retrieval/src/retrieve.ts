import { observed, type WorkName } from '@lexhop/foundation';
import { embeddingSpaceId } from '@lexhop/graph-model';
import type { GraphReader } from '@lexhop/graph-store';
import { phrasesOf } from '@lexhop/query-understanding';
import type { RetrieveAnswer } from './answer.js';
import { EmptyQueryError } from './errors.js';
import { type RetrievalPolicy, retrievalPolicy } from './policy.js';
import { notesOf, present } from './present.js';
import type { QueryReader, Understood } from './query-reader.js';
import { averageOf, type QueryEmbedder } from './query-vectors.js';
import type { RetrieveRequest } from './request.js';
import { type Entrance, filterOf, type Probe, type Search, type Traversal } from './search.js';
import { type Strategy, strategies } from './strategies.js';

/** What answers are made with, beside a build. */
export interface RetrieveParts {
  readonly embedQuery: QueryEmbedder;
  /** Without it a query is taken as it is written. */
  readonly queryReader?: QueryReader | undefined;
}

/**
 * Answers a query from one build: understand, enter, traverse, prune, present.
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
  { embedQuery, queryReader }: RetrieveParts,
  asked: Pick<Search, 'request' | 'policy'>,
): Promise<RetrieveAnswer> {
  const { request } = asked;
  const strategy = strategies[request.mode];
  const move = <Result>(name: WorkName, work: () => Promise<Result>) => observed(name, { mode: request.mode }, work);
  const watch = new Stopwatch();

  const understood = await move('understand', async () => queryReader?.read(reader, request, strategy.reads));
  const understand = watch.lap();
  const search = await move('embed-query', () => searchOf(reader, embedQuery, { ...asked, strategy, understood }));
  const embed = watch.lap();
  const entrance = await move('enter', () => strategy.enter(search));
  const entered = watch.lap();
  const traversal = await move('traverse', () => strategy.traverse(search, entrance));
  const hop = watch.lap();
  const ranked = await move('prune', () => strategy.prune(search, entrance, traversal));
  const results = await move('present', () => present(search, ranked, { entrance, traversal }));

  const { build } = reader;
  return {
    mode: request.mode,
    graph: build.graph,
    build: build.number,
    ...(build.space && { space: embeddingSpaceId(build.space) }),
    ...(understood && strategy.reads && { reading: understood.reading }),
    results,
    notes: [...(await notesOf(search, entrance, traversal)), ...(understood?.notes ?? [])],
    timings: { understand, embed, search: entered, hop, total: watch.total() },
    counts: countsOf(entrance, traversal),
  };
}

interface Asked extends Pick<Search, 'request' | 'policy'> {
  readonly strategy: Strategy;
  readonly understood: Understood | undefined;
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
  { request, policy, strategy: { roles, reads }, understood }: Asked,
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

function countsOf({ listSizes }: Entrance, { seeds, edges, reached }: Traversal): RetrieveAnswer['counts'] {
  return { lists: listSizes, seeds, edges, reached: reached.size };
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
