import type { LabelSets } from './nearest-search.js';
import { sumUp } from './running-sum.js';

/** {@link LabelPostings.countAll} passes over a label that more than this share of the rows have: it says too little of a row to find it by. */
const mostCommon = 1 / 200;

/** How many labels there are: one more than the highest. */
export function labelCountOf({ values }: LabelSets): number {
  return values.reduce((most, value) => Math.max(most, value), -1) + 1;
}

/** Calls `seen` for each label of each row of `order`, in that order, with the row and its place in `order`. Passes over labels below 0. */
export function forEachLabel(
  { offsets, values }: LabelSets,
  order: Int32Array,
  seen: (label: number, row: number, place: number) => void,
): void {
  for (const [place, row] of order.entries()) {
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at += 1) {
      const label = values[at] as number;
      if (label >= 0) seen(label, row, place);
    }
  }
}

/**
 * Counts how many labels rows share with a query, by an inverted index from labels to rows. The rows stand at places, from 0 up. A count is made
 * for a span of places or for all of them, and holds until the next one.
 */
export class LabelPostings {
  /** By place: how many labels it shares with the query; 0 where it was not counted. */
  readonly #shared: Uint16Array;
  /** The places that have label l, rising: #places[#starts[l]] … #places[#starts[l + 1] - 1]. */
  readonly #starts: Int32Array;
  readonly #places: Int32Array;
  /** By label: the posting that the latest span began at. */
  readonly #reached: Int32Array;
  /** The places that share a label with the query: the first #countedCount of these. */
  readonly #counted: Int32Array;
  #countedCount = 0;
  /** How many labels the query has. */
  #querySize = 0;
  /** The fewest labels of a row that has any. */
  #smallest = Infinity;

  /**
   * @param order the row of `labels` at each place
   * @param labelCount how many labels there are, where the caller knows it
   */
  constructor(
    private readonly labels: LabelSets,
    private readonly order: Int32Array,
    labelCount = labelCountOf(labels),
  ) {
    const starts = new Int32Array(labelCount + 1);
    forEachLabel(labels, order, (label) => void (starts[label + 1] = (starts[label + 1] as number) + 1));
    sumUp(starts);
    const next = starts.slice();
    const places = new Int32Array(starts[labelCount] as number);
    forEachLabel(labels, order, (label, _, place) => {
      const to = next[label] as number;
      places[to] = place;
      next[label] = to + 1;
    });
    for (const row of order) this.#smallest = Math.min(this.#smallest, this.#sizeOf(row) || Infinity);
    this.#starts = starts;
    this.#places = places;
    this.#reached = starts.slice();
    this.#shared = new Uint16Array(order.length);
    this.#counted = new Int32Array(order.length);
  }

  /**
   * Counts what the places from `first` to before `end` share with a row of `labels`. Returns a bound: the Jaccard of none of these places is
   * above it. Spans that are asked for from front to back cost least.
   */
  countWithin({ offsets, values }: LabelSets, row: number, { first, end }: { first: number; end: number }): number {
    const [from, to] = this.#begin(offsets, row);
    let most = 0;
    for (let at = from; at < to; at += 1) {
      const label = values[at] ?? -1;
      if (label < 0 || label >= this.#starts.length - 1) continue;
      const last = this.#starts[label + 1] ?? 0;
      for (let posting = this.#firstFrom(label, first); posting < last; posting += 1) {
        const place = this.#places[posting] as number;
        if (place >= end) break;
        most = Math.max(most, this.#count(place));
      }
    }
    // Jaccard rises with what is shared and falls with the row's size, which is at least that.
    return most === 0 ? 0 : most / (this.#querySize + Math.max(this.#smallest, most) - most);
  }

  /** Counts every place that shares a label with a row of `labels`, common labels aside. Returns these places, in no order. */
  countAll({ offsets, values }: LabelSets, row: number): Int32Array {
    const [from, to] = this.#begin(offsets, row);
    for (let at = from; at < to; at += 1) {
      const label = values[at] ?? -1;
      if (label < 0 || label >= this.#starts.length - 1) continue;
      const [start, last] = [this.#starts[label] ?? 0, this.#starts[label + 1] ?? 0];
      if (last - start > Math.max(64, this.order.length * mostCommon)) continue;
      for (let posting = start; posting < last; posting += 1) this.#count(this.#places[posting] as number);
    }
    return this.#counted.subarray(0, this.#countedCount);
  }

  /** |a ∩ b| / |a ∪ b| of the query's labels and those at a place, with the shared labels that were counted. */
  jaccard(place: number): number {
    const shared = this.#shared[place] as number;
    return shared === 0 ? 0 : shared / (this.#querySize + this.#sizeOf(this.order[place] as number) - shared);
  }

  #sizeOf(row: number): number {
    return (this.labels.offsets[row + 1] as number) - (this.labels.offsets[row] as number);
  }

  #begin(offsets: Int32Array, row: number): readonly [from: number, to: number] {
    for (let at = 0; at < this.#countedCount; at += 1) this.#shared[this.#counted[at] as number] = 0;
    this.#countedCount = 0;
    const [from, to] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
    this.#querySize = to - from;
    return [from, to];
  }

  #count(place: number): number {
    const count = (this.#shared[place] as number) + 1;
    this.#shared[place] = count;
    if (count === 1) this.#counted[this.#countedCount++] = place;
    return count;
  }

  /** Of a label's postings, the first at a place that is not before this one. Going from front to back, each posting is passed once. */
  #firstFrom(label: number, place: number): number {
    const [start, last] = [this.#starts[label] ?? 0, this.#starts[label + 1] ?? 0];
    let at = this.#reached[label] ?? start;
    // A span before the latest one begins another round.
    if (at > start && (this.#places[at - 1] as number) >= place) at = start;
    while (at < last && (this.#places[at] as number) < place) at += 1;
    this.#reached[label] = at;
    return at;
  }
}
