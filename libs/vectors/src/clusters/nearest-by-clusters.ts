import { productError, UnusableVectorError } from '../errors.js';
import type { MatrixProduct } from '../matrix-product.js';
import type { NearestRequest, NearestRows, RowClusters } from '../nearest-search.js';
import { ChosenRows } from '../nearest/label-overlaps.js';
import { BestRows, longestRow } from '../nearest/row-scan.js';
import { roundScore, scoreStep, topK } from '../scores.js';
import { copyRows, dotOfRows } from '../vector-rows.js';
import { LabelPostings } from './label-postings.js';

/** Clusters that each query goes over. */
const probes = 96;
const queriesPerBlock = 256;
const candidatesPerBlock = 2_048;
/** Queries whose scores with all means are held at once. */
const queriesAtOnce = 8_192;
/** A row's dot product with a query is seldom this much above that of its cluster's mean. */
const aboveMean = 0.15;

/**
 * The k nearest candidates of each query as far as they are found: among the clusters whose means are nearest to the query, and with labels
 * among the rows of other clusters that share labels with it and may come near enough. Scores are exact. With as many clusters as are gone over, or
 * fewer, it finds what {@link nearestRows} finds. Memory: the scores of 8,192 queries with all means, and the labels' postings.
 */
export async function nearestByClusters(
  request: NearestRequest,
  clusters: RowClusters,
  product: MatrixProduct,
  stopped: () => boolean = () => false,
): Promise<NearestRows | undefined> {
  const search = new ClusterSearch(request, clusters, product);
  for (let first = 0; first < search.queries.count; first += queriesAtOnce) {
    const chunk = await search.chunkOf(first);
    for (let cluster = 0; cluster < search.clusterCount; cluster += 1) {
      if (stopped()) return undefined;
      await search.goOver(chunk, cluster);
    }
    if (stopped()) return undefined;
    search.goByLabels(chunk);
  }
  return { rows: search.best.rows, scores: search.best.scores };
}

/** Some queries, with what the means say of them. */
interface Chunk {
  readonly first: number;
  readonly vectors: Float32Array;
  /** By query and cluster: the dot product with the mean. */
  readonly toMeans: Float32Array;
  /** By query: the clusters that it goes over. */
  readonly clustersOf: readonly Int32Array[];
  /** By cluster: the queries of the chunk that go over it. */
  readonly queriesOf: readonly (readonly number[])[];
  /** How far a float32 product may be from the exact one. */
  readonly error: number;
}

class ClusterSearch {
  readonly queries: ChosenRows;
  readonly best: BestRows;
  readonly clusterCount: number;
  readonly #candidates: Float32Array;
  readonly #clusterOf: Int32Array;
  readonly #postings: LabelPostings | undefined;
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #scores: Float32Array;
  /** 1 / 2 with labels: the score is this times the sum that is compared. */
  readonly #share: number;

  constructor(
    private readonly request: NearestRequest,
    private readonly clusters: RowClusters,
    private readonly product: MatrixProduct,
  ) {
    const { queries, candidates, dimensions, k } = request;
    this.queries = new ChosenRows(queries, dimensions);
    this.best = new BestRows(this.queries.count, k);
    this.clusterCount = clusters.starts.length - 1;
    this.#candidates = candidates.vectors;
    this.#clusterOf = new Int32Array(clusters.order.length);
    for (let cluster = 0; cluster < this.clusterCount; cluster += 1)
      for (let at = this.#startOf(cluster); at < this.#startOf(cluster + 1); at += 1)
        this.#clusterOf[this.#rowAt(at)] = cluster;
    this.#postings = candidates.labels && new LabelPostings(candidates.labels, clusters.order);
    this.#left = new Float32Array(queriesPerBlock * dimensions);
    this.#right = new Float32Array(candidatesPerBlock * dimensions);
    this.#scores = new Float32Array(queriesPerBlock * Math.max(candidatesPerBlock, this.clusterCount));
    this.#share = candidates.labels ? 0.5 : 1;
  }

  async chunkOf(first: number): Promise<Chunk> {
    const { dimensions } = this.request;
    const rows = Math.min(queriesAtOnce, this.queries.count - first);
    const vectors = new Float32Array(rows * dimensions);
    this.queries.copyVectors(first, rows, vectors);
    const longest = longestRow({ vectors, rows }, dimensions);
    if ('unusable' in longest) throw new UnusableVectorError('queries', this.queries.rowAt(first + longest.unusable));
    const toMeans = new Float32Array(rows * this.clusterCount);
    const queriesOf = Array.from({ length: this.clusterCount }, (): number[] => []);
    const means = { vectors: this.clusters.means.slice(), rows: this.clusterCount };
    for (let start = 0; start < rows; start += queriesPerBlock) {
      const block = { vectors: vectors.subarray(start * dimensions), rows: Math.min(queriesPerBlock, rows - start) };
      await this.product.multiply(block, means, dimensions, this.#scores);
      toMeans.set(this.#scores.subarray(0, block.rows * this.clusterCount), start * this.clusterCount);
    }
    const clustersOf = Array.from({ length: rows }, (_, query) => topK(this.#toMeans(toMeans, query), probes));
    for (const [query, nearest] of clustersOf.entries()) for (const cluster of nearest) queriesOf[cluster]?.push(query);
    const error = productError(dimensions, longest.length * this.clusters.longest);
    return { first, vectors, toMeans, clustersOf, queriesOf, error };
  }

  /** Compares the queries that go over a cluster with its rows. */
  async goOver(chunk: Chunk, cluster: number): Promise<void> {
    const { dimensions } = this.request;
    const asking = chunk.queriesOf[cluster] ?? [];
    const end = this.#startOf(cluster + 1);
    for (let first = this.#startOf(cluster); first < end && asking.length > 0; first += candidatesPerBlock) {
      const places = { first, end: Math.min(end, first + candidatesPerBlock) };
      const rows = places.end - first;
      copyRows(this.#candidates, this.clusters.order.subarray(first, places.end), dimensions, this.#right);
      for (let start = 0; start < asking.length; start += queriesPerBlock) {
        const some = asking.slice(start, start + queriesPerBlock);
        copyRows(chunk.vectors, some, dimensions, this.#left);
        const left = { vectors: this.#left, rows: some.length };
        await this.product.multiply(left, { vectors: this.#right, rows }, dimensions, this.#scores);
        for (const [place, query] of some.entries())
          this.#take(chunk, query, { ...places, cluster, from: place * rows });
      }
    }
  }

  /** Looks at rows of clusters not gone over that share labels with a query. */
  goByLabels(chunk: Chunk): void {
    const { labels } = this.request.queries;
    if (!labels || !this.#postings) return;
    for (let query = 0; query < chunk.vectors.length / this.request.dimensions; query += 1) {
      const toMeans = this.#toMeans(chunk.toMeans, query).slice();
      // Those gone over have been compared: nothing is hoped of them.
      for (const cluster of chunk.clustersOf[query] ?? []) toMeans[cluster] = Number.NEGATIVE_INFINITY;
      const number = chunk.first + query;
      const places = this.#postings.countAll(labels, this.queries.rowAt(number));
      let floor = this.best.worstOf(number) / this.#share - aboveMean;
      for (let at = 0; at < places.length; at += 1) {
        const place = places[at] as number;
        const row = this.clusters.order[place] as number;
        const toMean = toMeans[this.#clusterOf[row] as number] as number;
        if (toMean + this.#postings.jaccard(place) < floor || toMean === Number.NEGATIVE_INFINITY) continue;
        this.#offer(chunk, query, { row, jaccard: this.#wholeJaccard(number, row) });
        floor = this.best.worstOf(number) / this.#share - aboveMean;
      }
    }
  }

  #take(
    chunk: Chunk,
    query: number,
    { first, end, cluster, from }: { first: number; end: number; cluster: number; from: number },
  ): void {
    const number = chunk.first + query;
    const mostJaccard = this.#mostJaccardWithin(number, { first, end });
    const scores = this.#scores;
    let floor = this.#floor(chunk, number, cluster);
    let dotFloor = floor - mostJaccard;
    for (let place = first, at = from; place < end; place += 1, at += 1) {
      const dot = scores[at] as number;
      // Nearly every score ends here.
      if (dot < dotFloor) continue;
      const jaccard = this.#postings?.jaccard(place) ?? 0;
      if (dot + jaccard < floor) continue;
      this.#offer(chunk, query, { row: this.#rowAt(place), jaccard });
      floor = this.#floor(chunk, number, cluster);
      dotFloor = floor - mostJaccard;
    }
  }

  /** Counts the labels that a query shares with the rows at some places. */
  #mostJaccardWithin(number: number, places: { first: number; end: number }): number {
    const { labels } = this.request.queries;
    if (!labels || !this.#postings) return 0;
    return this.#postings.countWithin(labels, this.queries.rowAt(number), places);
  }

  /** Sums below can't be among the best. Rows of a cluster rise: what equals the k-th best of the same cluster comes behind it. */
  #floor({ error }: Chunk, number: number, cluster: number): number {
    const worst = this.best.worstRowOf(number);
    const tie = worst >= 0 && this.#clusterOf[worst] === cluster ? scoreStep / 2 : -scoreStep / 2;
    return (this.best.worstOf(number) + tie) / this.#share - error - 1e-9;
  }

  #offer({ first, vectors }: Chunk, query: number, { row, jaccard }: { row: number; jaccard: number }): void {
    if (this.#isOwn(first + query, row)) return;
    const { dimensions } = this.request;
    const left = { vectors, start: query * dimensions };
    const dot = dotOfRows(left, { vectors: this.#candidates, start: row * dimensions }, dimensions);
    this.best.offer(first + query, row, roundScore((jaccard + dot) * this.#share));
  }

  /** With common labels, too. */
  #wholeJaccard(number: number, row: number): number {
    const { queries, candidates } = this.request;
    if (!queries.labels || !candidates.labels) return 0;
    const own = new Set(labelsOf(queries.labels, this.queries.rowAt(number)));
    const other = labelsOf(candidates.labels, row);
    const shared = other.reduce((count, label) => count + (label >= 0 && own.has(label) ? 1 : 0), 0);
    return shared === 0 ? 0 : shared / (own.size + other.length - shared);
  }

  #isOwn(number: number, row: number): boolean {
    const { queries, candidates } = this.request;
    return candidates.groups !== undefined && candidates.groups[row] === queries.groups?.[this.queries.rowAt(number)];
  }

  #toMeans(toMeans: Float32Array, query: number): Float32Array {
    return toMeans.subarray(query * this.clusterCount, (query + 1) * this.clusterCount);
  }

  #startOf(cluster: number): number {
    return this.clusters.starts[cluster] ?? 0;
  }

  #rowAt(place: number): number {
    return this.clusters.order[place] ?? 0;
  }
}

function labelsOf({ offsets, values }: NonNullable<NearestRequest['queries']['labels']>, row: number): Int32Array {
  return values.subarray(offsets[row] ?? 0, offsets[row + 1] ?? 0);
}
