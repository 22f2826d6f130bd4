import type { LabelSets } from '../nearest-search.js';
import { sumUp } from '../running-sum.js';

/** A label that more than this share of the rows have says too little of a row to find it by. */
const mostCommon = 1 / 200;

/** How many labels there are: one more than the highest. */
export function labelCountOf({ values }: LabelSets): number {
  return values.reduce((most, value) => Math.max(most, value), -1) + 1;
}

/** Which of many rows share labels with a query; rows are at places, and a span of places is looked at, or all. */
export class LabelPostings {
  /** By place, how many labels it shares with the query of the latest count; 0 but for the places that were counted. */
  readonly #shared: Uint16Array;
  /** Places with the label l, rising: #places[#starts[l]] … #places[#starts[l + 1] - 1]. */
  readonly #starts: Int32Array;
  readonly #places: Int32Array;
  /** By label: the posting that the latest span began at. */
  readonly #reached: Int32Array;
  /** The places counted latest. */
  readonly #counted: Int32Array;
  #countedCount = 0;
  #querySize = 0;

  /** @param order the row at each place */
  constructor(
    private readonly labels: LabelSets,
    private readonly order: Int32Array,
  ) {
    this.#starts = new Int32Array(labelCountOf(labels) + 1);
    for (const label of labels.values) if (label >= 0) this.#starts[label + 1] = (this.#starts[label + 1] ?? 0) + 1;
    sumUp(this.#starts);
    this.#places = new Int32Array(this.#starts.at(-1) ?? 0);
    this.#reached = this.#starts.slice();
    this.#shared = new Uint16Array(order.length);
    this.#counted = new Int32Array(order.length);
    this.#fill();
  }

  /** Counts, for places from `first` to before `end`, what they share with a row of `labels`; no Jaccard of one of them is above what is returned. */
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
    // A set with all that is shared is at least as large as the query's.
    return most === 0 ? 0 : most / Math.max(this.#querySize, most);
  }

  /** Counts every place that shares a label that is not common with a row of `labels`; says which, in no order. */
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

  /** |a ∩ b| / |a ∪ b| of the query's labels and those at a place, as far as they were counted. */
  jaccard(place: number): number {
    const shared = this.#shared[place] as number;
    if (shared === 0) return 0;
    const row = this.order[place] as number;
    const size = (this.labels.offsets[row + 1] ?? 0) - (this.labels.offsets[row] ?? 0);
    return shared / (this.#querySize + size - shared);
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

  /** Of a label's postings, the first at a place that is not before this one. Spans are asked for from front to back, so each posting is passed once. */
  #firstFrom(label: number, place: number): number {
    const [start, last] = [this.#starts[label] ?? 0, this.#starts[label + 1] ?? 0];
    let at = this.#reached[label] ?? start;
    // A span before the latest one begins another round.
    if (at > start && (this.#places[at - 1] as number) >= place) at = start;
    while (at < last && (this.#places[at] as number) < place) at += 1;
    this.#reached[label] = at;
    return at;
  }

  #fill(): void {
    const next = this.#starts.slice();
    const { offsets, values } = this.labels;
    for (const [place, row] of this.order.entries()) {
      for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at += 1) {
        const label = values[at] ?? -1;
        if (label < 0) continue;
        const to = next[label] ?? 0;
        this.#places[to] = place;
        next[label] = to + 1;
      }
    }
  }
}
