import type { LabelSets, RowSet } from '../nearest-search.js';
import { sumUp } from '../running-sum.js';
import { copyRows } from '../vector-rows.js';

/** A block of candidates by place. */
interface LabelBlock {
  readonly first: number;
  readonly count: number;
  /** Labels of all candidates are below this. */
  readonly labelCount: number;
}

/** Which candidates of one block share labels with a query, by an inverted index from labels to places. */
export class LabelOverlaps {
  /** No candidate's Jaccard with the query of the latest {@link meet} is above this. */
  most = 0;
  /** How many labels each place shares with that query. */
  readonly #shared: Uint16Array;
  readonly #sizes: Int32Array;
  readonly #starts: Int32Array;
  readonly #places: Int32Array;
  #smallest = Infinity;
  #querySize = 0;

  /** Without labels, nothing shares anything. */
  constructor(
    candidates: ChosenRows,
    private readonly labels: LabelSets | undefined,
    { first, count, labelCount }: LabelBlock,
  ) {
    this.#shared = new Uint16Array(count);
    this.#sizes = new Int32Array(count);
    this.#starts = new Int32Array(labelCount + 1);
    const rows = Array.from({ length: count }, (_, place) => candidates.rowAt(first + place));
    for (const [place, row] of rows.entries()) this.#count(row, place);
    sumUp(this.#starts);
    this.#places = new Int32Array(this.#starts[labelCount] ?? 0);
    // From the last place back: each start sinks to where its places begin.
    for (let place = count - 1; place >= 0; place -= 1) this.#enter(rows[place] ?? 0, place);
  }

  /** Counts what each place shares with one row of `labels`. */
  meet({ offsets, values }: LabelSets, row: number): void {
    this.#shared.fill(0);
    const start = offsets[row] ?? 0;
    const end = offsets[row + 1] ?? 0;
    this.#querySize = end - start;
    let most = 0;
    for (let at = start; at < end; at += 1) most = Math.max(most, this.#share(values[at] ?? -1));
    // Jaccard rises with what is shared and falls with the candidate's size, which is at least that.
    this.most = most === 0 ? 0 : most / (this.#querySize + Math.max(this.#smallest, most) - most);
  }

  /** |a ∩ b| / |a ∪ b| of the query's labels and those of the candidate at a place; 0 where they share none. */
  jaccard(place: number): number {
    const shared = this.#shared[place] ?? 0;
    return shared === 0 ? 0 : shared / (this.#querySize + (this.#sizes[place] ?? 0) - shared);
  }

  /** Counts a label at the places that have it; returns the highest count that this made. */
  #share(label: number): number {
    if (label < 0 || label >= this.#starts.length - 1) return 0;
    const shared = this.#shared;
    const places = this.#places;
    const end = this.#starts[label + 1] ?? 0;
    let most = 0;
    for (let at = this.#starts[label] ?? 0; at < end; at += 1) {
      const place = places[at] as number;
      const count = (shared[place] as number) + 1;
      shared[place] = count;
      if (count > most) most = count;
    }
    return most;
  }

  #count(row: number, place: number): void {
    if (!this.labels) return;
    const { offsets, values } = this.labels;
    const start = offsets[row] ?? 0;
    const end = offsets[row + 1] ?? 0;
    this.#sizes[place] = end - start;
    if (end > start) this.#smallest = Math.min(this.#smallest, end - start);
    for (let at = start; at < end; at += 1) {
      const label = values[at] ?? -1;
      if (label >= 0) this.#starts[label] = (this.#starts[label] ?? 0) + 1;
    }
  }

  #enter(row: number, place: number): void {
    if (!this.labels) return;
    const { offsets, values } = this.labels;
    for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at += 1) {
      const label = values[at] ?? -1;
      if (label < 0) continue;
      const to = (this.#starts[label] ?? 0) - 1;
      this.#starts[label] = to;
      this.#places[to] = place;
    }
  }
}

/** The rows of a set that take part in a search, by place: 0 up to `count`. */
export class ChosenRows {
  readonly count: number;

  constructor(
    readonly set: RowSet,
    readonly dimensions: number,
  ) {
    this.count = set.only?.length ?? set.vectors.length / dimensions;
  }

  /** The row number at a place. */
  rowAt(place: number): number {
    return this.set.only ? (this.set.only[place] ?? -1) : place;
  }

  /** Copies the vectors of places from `first`, `count` of them, to the head of an array. */
  copyVectors(first: number, count: number, into: Float32Array): void {
    const { dimensions } = this;
    const { vectors, only } = this.set;
    if (!only) return into.set(vectors.subarray(first * dimensions, (first + count) * dimensions));
    copyRows(vectors, only.subarray(first, first + count), dimensions, into);
  }
}
