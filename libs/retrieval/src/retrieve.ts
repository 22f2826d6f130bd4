import { observed, type WorkName } from '@lexhop/foundation';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import type { GraphReader, NodeFilter } from '@lexhop/graph-store';
import type { RetrieveAnswer } from './answer.js';
import { EmptyQueryError } from './errors.js';
import { type RetrievalPolicy, retrievalPolicy } from './policy.js';
import { notesOf, present } from './present.js';
import type { QueryEmbedder, QueryRole, QueryVectors } from './query-embedder.js';
import type { RetrieveRequest } from './request.js';
import type { Entrance, Search, Traversal } from './search.js';
import { strategies } from './strategies.js';

/**
 * Answers a query from one build: enter, traverse, prune, present.
 * Throws an EmptyQueryError for a blank query; rejects as the query's embedder does in modes that compare vectors.
 */
export async function retrieve(
  reader: GraphReader,
  embedQuery: QueryEmbedder,
  request: RetrieveRequest,
  policy: RetrievalPolicy = retrievalPolicy,
): Promise<RetrieveAnswer> {
  if (request.query.trim() === '') throw new EmptyQueryError();
  const { graph, number } = reader.build;
  return observed('retrieve', { mode: request.mode, graph, build: number }, () =>
    answer(reader, embedQuery, { request, policy }),
  );
}

/** The four moves, each told of. */
async function answer(
  reader: GraphReader,
  embedQuery: QueryEmbedder,
  { request, policy }: Pick<Search, 'request' | 'policy'>,
): Promise<RetrieveAnswer> {
  const { build } = reader;
  const move = <Result>(name: WorkName, work: () => Promise<Result>) => observed(name, { mode: request.mode }, work);
  const strategy = strategies[request.mode];
  const watch = new Stopwatch();
  const embedding = () => vectorsOf(request.query, embedQuery, { space: build.space, roles: strategy.roles });
  const vectors = await move('embed-query', embedding);
  const search: Search = { reader, request, filter: filterOf(request), vectors, policy };
  const embed = watch.lap();
  const entrance = await move('enter', () => strategy.enter(search));
  const entered = watch.lap();
  const traversal = await move('traverse', () => strategy.traverse(search, entrance));
  const hop = watch.lap();
  const ranked = await move('prune', () => strategy.prune(search, entrance, traversal));
  const results = await move('present', () => present(search, ranked, { entrance, traversal }));
  return {
    mode: request.mode,
    graph: build.graph,
    build: build.number,
    ...(build.space && { space: embeddingSpaceId(build.space) }),
    results,
    notes: await notesOf(search, entrance, traversal),
    timings: { embed, search: entered, hop, total: watch.total() },
    counts: countsOf(entrance, traversal),
  };
}

async function vectorsOf(
  query: string,
  embedQuery: QueryEmbedder,
  { space, roles }: { readonly space: EmbeddingSpace | undefined; readonly roles: readonly QueryRole[] },
): Promise<QueryVectors> {
  return space && roles.length > 0 ? embedQuery(query, space, roles) : {};
}

function filterOf({ statutes, includeRepealed = false }: RetrieveRequest): NodeFilter {
  return statutes ? { statutes, includeRepealed } : { includeRepealed };
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
