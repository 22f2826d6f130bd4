import { productError, UnusableVectorError } from '../errors.js';
import type { MatrixProduct } from '../matrix-product.js';
import type { NearestRequest, NearestRows, RowClusters } from '../nearest-search.js';
import { ChosenRows } from '../nearest/label-overlaps.js';
import { BestRows, longestRow } from '../nearest/row-scan.js';
import { roundScore, scoreStep } from '../scores.js';
import { copyRows, dotOfRows } from '../vector-rows.js';
import { type ChosenClusters, ClusterChoice } from './cluster-choice.js';
import { LabelPostings } from './label-postings.js';

const queriesPerBlock = 512;
const candidatesPerBlock = 2_048;
/** Queries whose scores with all means are held at once. */
const queriesAtOnce = 5_000;
/** A row's dot product with a query is seldom this much above that of its cluster's mean. */
const aboveMean = 0.15;

/**
 * The k nearest candidates of each query as far as they are found: among the clusters that promise most, by their means and how common the query's
 * labels are in them, and among the rows of other clusters that share labels with it and may come near enough. Scores are exact. With as many clusters
 * as are gone over, or fewer, it finds what {@link nearestRows} finds. Memory: the scores of 5,000 queries with all means, and the labels' postings.
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

/** Some queries, with the clusters that they go over. */
interface Chunk extends ChosenClusters {
  readonly first: number;
  readonly vectors: Float32Array;
  /** How far a float32 product may be from the exact one. */
  readonly error: number;
}

/** Rows of a cluster, from place `first` to before `end`, whose products with a query begin in the scores at `at`. */
interface ScoredSpan {
  readonly cluster: number;
  readonly first: number;
  readonly end: number;
  readonly at: number;
  /** No row of them has a higher Jaccard with the query. */
  readonly mostJaccard: number;
}

class ClusterSearch {
  readonly queries: ChosenRows;
  readonly best: BestRows;
  readonly clusterCount: number;
  readonly #candidates: Float32Array;
  readonly #clusterOf: Int32Array;
  readonly #postings: LabelPostings | undefined;
  readonly #choice: ClusterChoice;
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
    this.#choice = new ClusterChoice(request, clusters, product);
    this.#left = new Float32Array(queriesPerBlock * dimensions);
    this.#right = new Float32Array(candidatesPerBlock * dimensions);
    this.#scores = new Float32Array(queriesPerBlock * candidatesPerBlock);
    this.#share = candidates.labels ? 0.5 : 1;
  }

  async chunkOf(first: number): Promise<Chunk> {
    const { dimensions } = this.request;
    const rows = Math.min(queriesAtOnce, this.queries.count - first);
    const vectors = new Float32Array(rows * dimensions);
    this.queries.copyVectors(first, rows, vectors);
    const longest = longestRow({ vectors, rows }, dimensions);
    if ('unusable' in longest) throw new UnusableVectorError('queries', this.queries.rowAt(first + longest.unusable));
    const chosen = await this.#choice.choose(vectors, (query) => this.queries.rowAt(first + query));
    const error = productError(dimensions, longest.length * this.clusters.longest);
    return { ...chosen, first, vectors, error };
  }

  /** Compares the queries that go over a cluster with its rows. */
  async goOver(chunk: Chunk, cluster: number): Promise<void> {
    const { dimensions } = this.request;
    const { queries = [], mostJaccard = [] } = chunk.askedBy[cluster] ?? {};
    const last = this.#startOf(cluster + 1);
    for (let first = this.#startOf(cluster); first < last && queries.length > 0; first += candidatesPerBlock) {
      const end = Math.min(last, first + candidatesPerBlock);
      const rows = end - first;
      copyRows(this.#candidates, this.clusters.order.subarray(first, end), dimensions, this.#right);
      for (let start = 0; start < queries.length; start += queriesPerBlock) {
        const some = queries.slice(start, start + queriesPerBlock);
        copyRows(chunk.vectors, some, dimensions, this.#left);
        const left = { vectors: this.#left, rows: some.length };
        await this.product.multiply(left, { vectors: this.#right, rows }, dimensions, this.#scores);
        const span = { cluster, first, end, at: 0, mostJaccard: 0 };
        for (const [place, query] of some.entries()) {
          span.at = place * rows;
          span.mostJaccard = mostJaccard[start + place] ?? 0;
          this.#take(chunk, query, span);
        }
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

  #take(chunk: Chunk, query: number, span: ScoredSpan): void {
    const number = chunk.first + query;
    const scores = this.#scores;
    let floor = this.#floor(chunk, number, span.cluster);
    const skipped = this.#skipped(span, floor - span.mostJaccard);
    // As with most clusters: whatever labels are shared, no row comes near.
    if (span.first + skipped === span.end) return;
    const mostJaccard = this.#mostJaccardWithin(number, span);
    let dotFloor = floor - mostJaccard;
    for (let place = span.first + skipped, at = span.at + skipped; place < span.end; place += 1, at += 1) {
      const dot = scores[at] as number;
      // Nearly every score ends here.
      if (dot < dotFloor) continue;
      const jaccard = this.#postings?.jaccard(place) ?? 0;
      if (dot + jaccard < floor) continue;
      this.#offer(chunk, query, { row: this.#rowAt(place), jaccard });
      floor = this.#floor(chunk, number, span.cluster);
      dotFloor = floor - mostJaccard;
    }
  }

  /** How many scores at the head of a span are below the floor. */
  #skipped({ at, first, end }: ScoredSpan, floor: number): number {
    let skipped = 0;
    while (skipped < end - first && (this.#scores[at + skipped] as number) < floor) skipped += 1;
    return skipped;
  }

  /** Counts the labels that a query shares with the rows at some places. */
  #mostJaccardWithin(number: number, places: ScoredSpan): number {
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
