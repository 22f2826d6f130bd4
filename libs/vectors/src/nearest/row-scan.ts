import { UnusableVectorError } from '../errors.js';
import type { Block } from '../matrix-product.js';
import type { NearestRows } from '../nearest-search.js';
import { lengthOfRow } from '../vector-rows.js';
import type { CandidateBlock } from './candidate-block.js';

/** The candidates that a row of scores is of. */
type ScannedCandidates = Pick<CandidateBlock, 'count' | 'groups' | 'jaccard'>;

/** Which scores of a row may be among the k best. */
interface ScanBounds {
  /** Where the row begins in the array. */
  readonly from: number;
  /** Lower scores can't be. */
  readonly floor: number;
  /** Scores that are more than this below the row's own k-th best can't be either. */
  readonly slack: number;
  /** A bound: no place has a higher Jaccard with the query. */
  readonly mostJaccard: number;
  /** Places of this group are left out. */
  readonly ownGroup: number;
}

/** Finds the few places in a row of float32 scores that may be among the k best and need an exact score. Its arrays are used again for every row. */
export class RowScan {
  /** Places found by the latest scan, rising; the first `found` of them. */
  readonly places: Int32Array;
  readonly #scores: Float64Array;
  /** The k best scores of the row so far, best first. */
  readonly #best: Float64Array;

  constructor(k: number, mostPlaces: number) {
    this.places = new Int32Array(mostPlaces);
    this.#scores = new Float64Array(mostPlaces);
    this.#best = new Float64Array(k);
  }

  /** Scans a row of dot products, each with the Jaccard of its place added; returns how many places were found. */
  scan(scores: Float32Array, candidates: ScannedCandidates, bounds: ScanBounds): number {
    const { count, groups } = candidates;
    const { from, slack, mostJaccard, ownGroup } = bounds;
    this.#best.fill(-Infinity);
    let floor = bounds.floor;
    let dotFloor = floor - mostJaccard;
    let found = 0;
    for (let place = 0; place < count; place += 1) {
      const dot = scores[from + place] as number;
      // Nearly every score ends here: what follows is for a few a row.
      if (dot < dotFloor) continue;
      const score = dot + candidates.jaccard(place);
      if (score < floor || (groups && groups[place] === ownGroup)) continue;
      this.places[found] = place;
      this.#scores[found] = score;
      found += 1;
      floor = Math.max(floor, this.#raise(score) - slack);
      dotFloor = floor - mostJaccard;
    }
    return this.#keepFrom(floor, found);
  }

  /** Takes a score among the k best where it is one of them; returns the k-th best. */
  #raise(score: number): number {
    const best = this.#best;
    const last = best.length - 1;
    const worst = best[last] ?? 0;
    if (score <= worst) return worst;
    let at = last;
    for (; at > 0 && (best[at - 1] ?? 0) < score; at -= 1) best[at] = best[at - 1] ?? 0;
    best[at] = score;
    return best[last] ?? 0;
  }

  /** Drops the places found whose scores are below the floor; returns how many are left. */
  #keepFrom(floor: number, found: number): number {
    let kept = 0;
    for (let at = 0; at < found; at += 1) {
      if ((this.#scores[at] ?? 0) < floor) continue;
      this.places[kept] = this.places[at] ?? 0;
      kept += 1;
    }
    return kept;
  }
}

/** The k best rows of each query so far. */
export class BestRows implements NearestRows {
  readonly rows: Int32Array;
  readonly scores: Float64Array;

  constructor(
    queryCount: number,
    private readonly k: number,
  ) {
    this.rows = new Int32Array(queryCount * k).fill(-1);
    this.scores = new Float64Array(queryCount * k).fill(NaN);
  }

  /** The k-th best score of a query; -Infinity while it has fewer. */
  worstOf(query: number): number {
    const last = query * this.k + this.k - 1;
    return this.rows[last] === -1 ? -Infinity : (this.scores[last] ?? 0);
  }

  /** The k-th best row of a query; -1 while it has fewer. */
  worstRowOf(query: number): number {
    return this.rows[query * this.k + this.k - 1] ?? -1;
  }

  /** Takes a row where it is among the k best; of equal scores the lower row is better. A row is offered once. */
  offer(query: number, row: number, score: number): void {
    const { rows, scores, k } = this;
    const first = query * k;
    const isBehind = (place: number) => {
      const [other = -1, held = 0] = [rows[place], scores[place]];
      return other === -1 || held < score || (held === score && other > row);
    };
    let at = first + k - 1;
    if (!isBehind(at)) return;
    for (; at > first && isBehind(at - 1); at -= 1) {
      rows[at] = rows[at - 1] ?? -1;
      scores[at] = scores[at - 1] ?? NaN;
    }
    rows[at] = row;
    scores[at] = score;
  }
}

/** Longer rows could overflow float32 in a product. */
const longestUsable = 1e15;

/**
 * The length of the longest row of a block. Throws an UnusableVectorError for the first row that can't be compared: not finite, or longer than 1e15.
 * @param of whose rows these are, and the row number at each place of the block
 */
export function longestRow(
  { vectors, rows }: Block,
  dimensions: number,
  of: { readonly side: UnusableVectorError['side']; rowAt(place: number): number },
): number {
  let longest = 0;
  for (let place = 0; place < rows; place += 1) {
    const length = lengthOfRow({ vectors, start: place * dimensions }, dimensions);
    if (!(length <= longestUsable)) throw new UnusableVectorError(of.side, of.rowAt(place));
    if (length > longest) longest = length;
  }
  return longest;
}
