import { dotOfRows, type RowPlace } from '../dot.js';
import type { Block } from '../product/matrix-product.js';
import type { ChosenRows } from './chosen-rows.js';
import { LabelOverlaps } from './label-overlaps.js';
import { findTwins } from './twins.js';

/** A block of candidates with what is known of them: their groups, labels and twins. Lives until the next block. */
export class CandidateBlock {
  readonly count: number;
  readonly groups: Int32Array | undefined;
  readonly overlaps: LabelOverlaps;
  readonly #twins: Int32Array;
  readonly #dots: Float64Array;
  /** Which query each of #dots is of. */
  readonly #dotsOf: Int32Array;

  constructor(
    private readonly candidates: ChosenRows,
    private readonly block: Block & { readonly first: number; readonly labelCount: number },
  ) {
    const { rows: count, first } = block;
    const { labels, groups } = candidates.set;
    this.count = count;
    this.groups = groups && Int32Array.from({ length: count }, (_, place) => groups[this.rowAt(place)] ?? -1);
    this.overlaps = new LabelOverlaps(candidates, labels, { first, count, labelCount: block.labelCount });
    this.#twins = findTwins(block, candidates.dimensions);
    this.#dots = new Float64Array(count);
    this.#dotsOf = new Int32Array(count).fill(-1);
  }

  /** The candidate's row number in its set. */
  rowAt(place: number): number {
    return this.candidates.rowAt(this.block.first + place);
  }

  /** Exact dot product with a query; computed once for all twins. */
  dotWith(query: RowPlace & { readonly number: number }, place: number): number {
    const { dimensions } = this.candidates;
    const twin = this.#twins[place] ?? place;
    if (this.#dotsOf[twin] !== query.number) {
      this.#dots[twin] = dotOfRows(query, { vectors: this.block.vectors, start: twin * dimensions }, dimensions);
      this.#dotsOf[twin] = query.number;
    }
    return this.#dots[twin] ?? 0;
  }
}
