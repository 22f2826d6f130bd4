import { productError } from '../errors.js';
import { LabelPostings } from '../label-postings.js';
import type { MatrixProduct } from '../matrix-product.js';
import {
  ChosenRows,
  type LabelSets,
  type NearestRequest,
  type NearestRows,
  type RowClusters,
} from '../nearest-search.js';
import { BestRows, longestRow } from '../nearest/row-scan.js';
import { roundScore, scoreStep } from '../scores.js';
import { copyRows, dotOfRows } from '../vector-rows.js';
import { type ChosenClusters, ClusterChoice } from './cluster-choice.js';

const queriesPerBlock = 512;
const candidatesPerBlock = 2_048;
/** For so many queries at once the scores with all means are held. */
const queriesAtOnce = 5_000;
/** A row's dot product with a query is seldom this much above that of its cluster's mean. */
const aboveMean = 0.15;

/**
 * The nearest candidates of each query, where not all need be found. Each query goes over the clusters that {@link ClusterChoice} chooses: it is
 * compared with all of their rows. Of the other clusters it is compared with rows that share labels with it and may come near enough. Scores are
 * exact; where there are no more clusters than a query goes over, so is the result.
 *
 * Throws an UnusableVectorError for a query that can't be compared. Undefined where `stopped`, which is asked before each cluster, says so. Beside
 * the request and the result it holds the scores of 5,000 queries with all means, and an inverted index of the labels.
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

/** Some of the request's queries, from place `first` on, with the clusters that they go over. */
interface Chunk extends ChosenClusters {
  readonly first: number;
  readonly vectors: Float32Array;
  /** How far a float32 product may be from the exact one. */
  readonly error: number;
}

/** The rows of a cluster from place `first` to before `end`. Their products with a query stand in the scores from `at` on. */
interface ScoredSpan {
  readonly cluster: number;
  readonly first: number;
  readonly end: number;
  readonly at: number;
  /** A bound: none of the rows has a higher Jaccard with the query. */
  readonly mostJaccard: number;
}

class ClusterSearch {
  readonly queries: ChosenRows;
  readonly best: BestRows;
  readonly clusterCount: number;
  readonly #candidates: Float32Array;
  readonly #postings: LabelPostings | undefined;
  readonly #choice: ClusterChoice;
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #scores: Float32Array;
  /** The score is this times the sum that is compared: 1/2 with labels, 1 without. */
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
    const rowAt = (query: number) => this.queries.rowAt(first + query);
    const longest = longestRow({ vectors, rows }, dimensions, { side: 'queries', rowAt });
    const chosen = await this.#choice.choose(vectors, rowAt);
    const error = productError(dimensions, longest * this.clusters.longest);
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

  /** Compares each query with rows that share labels with it, in clusters that it does not go over. */
  goByLabels(chunk: Chunk): void {
    const { labels } = this.request.queries;
    if (!labels || !this.#postings) return;
    for (let query = 0; query < chunk.vectors.length / this.request.dimensions; query += 1) {
      const toMeans = chunk.toMeans.slice(query * this.clusterCount, (query + 1) * this.clusterCount);
      // Rows of the clusters gone over have been compared already.
      for (const cluster of chunk.clustersOf[query] ?? []) toMeans[cluster] = Number.NEGATIVE_INFINITY;
      const number = chunk.first + query;
      const places = this.#postings.countAll(labels, this.queries.rowAt(number));
      let floor = this.best.worstOf(number) / this.#share - aboveMean;
      for (let at = 0; at < places.length; at += 1) {
        const place = places[at] as number;
        const row = this.#rowAt(place);
        const toMean = toMeans[this.clusters.clusterOf[row] as number] as number;
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

  /** A row with a lower sum can't be among the best. Rows of one cluster come rising, so one that only equals the k-th best stays behind it. */
  #floor({ error }: Chunk, number: number, cluster: number): number {
    const worst = this.best.worstRowOf(number);
    const tie = worst >= 0 && this.clusters.clusterOf[worst] === cluster ? scoreStep / 2 : -scoreStep / 2;
    return (this.best.worstOf(number) + tie) / this.#share - error - 1e-9;
  }

  #offer({ first, vectors }: Chunk, query: number, { row, jaccard }: { row: number; jaccard: number }): void {
    if (this.#isOwn(first + query, row)) return;
    const { dimensions } = this.request;
    const left = { vectors, start: query * dimensions };
    const dot = dotOfRows(left, { vectors: this.#candidates, start: row * dimensions }, dimensions);
    this.best.offer(first + query, row, roundScore((jaccard + dot) * this.#share));
  }

  /** The Jaccard with all labels, also the common ones, which {@link LabelPostings.countAll} passes over. */
  #wholeJaccard(number: number, row: number): number {
    const { queries, candidates } = this.request;
    if (!queries.labels || !candidates.labels) return 0;
    const own = new Set(labelsOf(queries.labels, this.queries.rowAt(number)));
    const other = labelsOf(candidates.labels, row);
    const shared = other.reduce((count, label) => count + (label >= 0 && own.has(label) ? 1 : 0), 0);
    return shared === 0 ? 0 : shared / (own.size + other.length - shared);
  }

  /** Whether a row is of the query's own group. */
  #isOwn(number: number, row: number): boolean {
    const { queries, candidates } = this.request;
    return candidates.groups !== undefined && candidates.groups[row] === queries.groups?.[this.queries.rowAt(number)];
  }

  #startOf(cluster: number): number {
    return this.clusters.starts[cluster] ?? 0;
  }

  #rowAt(place: number): number {
    return this.clusters.order[place] ?? 0;
  }
}

function labelsOf({ offsets, values }: LabelSets, row: number): Int32Array {
  return values.subarray(offsets[row] ?? 0, offsets[row + 1] ?? 0);
}
