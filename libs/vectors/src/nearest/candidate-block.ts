import { LabelPostings } from '../label-postings.js';
import type { Block } from '../matrix-product.js';
import type { ChosenRows, LabelSets } from '../nearest-search.js';
import { dotOfRows, type RowPlace } from '../vector-rows.js';

/** A block of candidates: their groups, their labels, and which of them are equal. Its vectors are overwritten by the next block. */
export class CandidateBlock {
  readonly count: number;
  readonly groups: Int32Array | undefined;
  readonly #postings: LabelPostings | undefined;
  readonly #twins: Int32Array;
  readonly #dots: Float64Array;
  /** By place: the number of the query that #dots was computed with. */
  readonly #dotsOf: Int32Array;

  constructor(
    private readonly candidates: ChosenRows,
    private readonly block: Block & { readonly first: number; readonly labelCount: number },
  ) {
    const { rows: count, first } = block;
    const { labels, groups } = candidates.set;
    this.count = count;
    const rows = Int32Array.from({ length: count }, (_, place) => candidates.rowAt(first + place));
    this.groups = groups && rows.map((row) => groups[row] ?? -1);
    this.#postings = labels && new LabelPostings(labels, rows, block.labelCount);
    this.#twins = findTwins(block, candidates.dimensions);
    this.#dots = new Float64Array(count);
    this.#dotsOf = new Int32Array(count).fill(-1);
  }

  /** The candidate's row number in its set. */
  rowAt(place: number): number {
    return this.candidates.rowAt(this.block.first + place);
  }

  /** Looks at the labels of a query, a row of `labels`, for {@link jaccard}; no Jaccard is above what is returned. */
  meet(labels: LabelSets | undefined, row: number): number {
    return labels && this.#postings ? this.#postings.countWithin(labels, row, { first: 0, end: this.count }) : 0;
  }

  /** The Jaccard of the labels at a place with those of the query met last; 0 without labels. */
  jaccard(place: number): number {
    return this.#postings?.jaccard(place) ?? 0;
  }

  /** The exact dot product with a query. It is computed once for all candidates that are equal. */
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

/**
 * For each row of a block, the place of the first row with the very same bits.
 * Where many questions are the same, each is then scored once.
 */
function findTwins({ vectors, rows }: Block, dimensions: number): Int32Array {
  const words = new Int32Array(vectors.buffer, vectors.byteOffset, rows * dimensions);
  const twins = new Int32Array(rows);
  const firstOf = new Map<number, number>();
  for (let place = 0; place < rows; place += 1) {
    const hash = hashOf(words, place * dimensions, dimensions);
    const first = firstOf.get(hash);
    if (first === undefined) firstOf.set(hash, place);
    twins[place] = first !== undefined && areEqual(words, { first, place }, dimensions) ? first : place;
  }
  return twins;
}

function hashOf(words: Int32Array, start: number, dimensions: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < start + dimensions; at += 1) hash = Math.imul(hash ^ (words[at] ?? 0), 0x01000193);
  return hash;
}

function areEqual(words: Int32Array, { first, place }: { first: number; place: number }, dimensions: number): boolean {
  for (let at = 0; at < dimensions; at += 1) {
    if (words[first * dimensions + at] !== words[place * dimensions + at]) return false;
  }
  return true;
}
