import { productError } from '../errors.js';
import { labelCountOf } from '../label-postings.js';
import type { MatrixProduct } from '../matrix-product.js';
import { ChosenRows, type NearestRequest, type NearestRows } from '../nearest-search.js';
import { roundScore, scoreStep } from '../scores.js';
import type { RowPlace } from '../vector-rows.js';
import { CandidateBlock } from './candidate-block.js';
import { BestRows, longestRow, RowScan } from './row-scan.js';

/** Measured: sizes from half to twice these take the same time within a tenth. At 1,024 dimensions they hold 1 + 16 + 4 MiB. */
const queriesPerBlock = 256;
const candidatesPerBlock = 4096;
const mostFloatsPerBlock = 4 * 1024 * 1024;

/**
 * The k nearest candidates of each query, exactly, as {@link NearestSearch.nearest} promises. The result is the same for any blocking, any number
 * of threads and any matrix product that is right within float32.
 *
 * Products in float32, block by block, say which few pairs can be among the best, within a proven error bound. Only those pairs are scored in
 * float64. Beside the request and the result it holds one block of each side and their scores.
 *
 * Throws an UnusableVectorError for a row that can't be compared. The request has passed {@link checkRequest}. Undefined where `stopped`, which is
 * asked before each block, says so.
 */
export async function nearestRows(
  request: NearestRequest,
  product: MatrixProduct,
  stopped: () => boolean = () => false,
): Promise<NearestRows | undefined> {
  const search = new Search(request, product);
  for (let first = 0; first < search.candidates.count; first += search.candidatesPerBlock) {
    const block = search.candidateBlock(first);
    for (let query = 0; query < search.queries.count; query += queriesPerBlock) {
      if (stopped()) return undefined;
      await search.compare(query, block);
    }
  }
  return { rows: search.best.rows, scores: search.best.scores };
}

/** The state of one search. */
class Search {
  readonly queries: ChosenRows;
  readonly candidates: ChosenRows;
  readonly best: BestRows;
  readonly candidatesPerBlock: number;
  readonly #queryVectors: Float32Array;
  readonly #candidateVectors: Float32Array;
  readonly #scores: Float32Array;
  readonly #scan: RowScan;
  readonly #labelCount: number;
  readonly #longestQuery: number;
  /** The score is this times the sum that is compared: 1/2 with labels, 1 without. */
  readonly #share: number;
  /** How far a float32 product of the current block may be from the exact one. */
  #error = 0;

  constructor(
    { queries, candidates, dimensions, k }: NearestRequest,
    private readonly product: MatrixProduct,
  ) {
    this.queries = new ChosenRows(queries, dimensions);
    this.candidates = new ChosenRows(candidates, dimensions);
    this.best = new BestRows(this.queries.count, k);
    const mostCandidates = Math.max(1, Math.min(candidatesPerBlock, Math.floor(mostFloatsPerBlock / dimensions)));
    this.candidatesPerBlock = mostCandidates;
    const queryRows = Math.min(queriesPerBlock, this.queries.count);
    const candidateRows = Math.min(mostCandidates, this.candidates.count);
    this.#queryVectors = new Float32Array(queryRows * dimensions);
    this.#candidateVectors = new Float32Array(candidateRows * dimensions);
    this.#scores = new Float32Array(queryRows * candidateRows);
    this.#scan = new RowScan(k, candidateRows);
    this.#labelCount = candidates.labels ? labelCountOf(candidates.labels) : 0;
    this.#share = candidates.labels ? 0.5 : 1;
    this.#longestQuery = this.#measureQueries();
  }

  /** The block of candidates from a place on; it takes the place of the block before. */
  candidateBlock(first: number): CandidateBlock {
    const { dimensions } = this.candidates;
    const rows = Math.min(this.candidatesPerBlock, this.candidates.count - first);
    this.candidates.copyVectors(first, rows, this.#candidateVectors);
    const block = { vectors: this.#candidateVectors, rows, first, labelCount: this.#labelCount };
    const rowAt = (place: number) => this.candidates.rowAt(first + place);
    const longest = longestRow(block, dimensions, { side: 'candidates', rowAt });
    this.#error = productError(dimensions, this.#longestQuery * longest);
    return new CandidateBlock(this.candidates, block);
  }

  /** Compares the queries from a place on with a block of candidates. */
  async compare(first: number, candidates: CandidateBlock): Promise<void> {
    const { dimensions } = this.queries;
    const rows = Math.min(queriesPerBlock, this.queries.count - first);
    this.queries.copyVectors(first, rows, this.#queryVectors);
    const left = { vectors: this.#queryVectors, rows };
    const right = { vectors: this.#candidateVectors, rows: candidates.count };
    await this.product.multiply(left, right, dimensions, this.#scores);
    for (let place = 0; place < rows; place += 1) {
      const query = { vectors: this.#queryVectors, start: place * dimensions, number: first + place };
      this.#take(query, place * candidates.count, candidates);
    }
  }

  #take(query: RowPlace & { readonly number: number }, from: number, candidates: CandidateBlock): void {
    const row = this.queries.rowAt(query.number);
    const { labels, groups } = this.queries.set;
    const found = this.#scan.scan(this.#scores, candidates, {
      from,
      // Rows come rising, and of equal scores the first stays: only what rounds to more than the k-th best so far can enter.
      floor: (this.best.worstOf(query.number) + scoreStep / 2) / this.#share - this.#error,
      // Within the block, what is a step below the k-th best may still round to the same.
      slack: scoreStep / this.#share + 2 * this.#error,
      mostJaccard: candidates.meet(labels, row),
      ownGroup: groups?.[row] ?? -1,
    });
    for (let at = 0; at < found; at += 1) {
      const place = this.#scan.places[at] ?? 0;
      const sum = candidates.jaccard(place) + candidates.dotWith(query, place);
      this.best.offer(query.number, candidates.rowAt(place), roundScore(sum * this.#share));
    }
  }

  #measureQueries(): number {
    let longest = 0;
    const { dimensions, count } = this.queries;
    for (let first = 0; first < count; first += queriesPerBlock) {
      const rows = Math.min(queriesPerBlock, count - first);
      this.queries.copyVectors(first, rows, this.#queryVectors);
      const rowAt = (place: number) => this.queries.rowAt(first + place);
      const block = { vectors: this.#queryVectors, rows };
      longest = Math.max(longest, longestRow(block, dimensions, { side: 'queries', rowAt }));
    }
    return longest;
  }
}
