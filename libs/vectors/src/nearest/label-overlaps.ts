import type { ChosenRows } from './chosen-rows.js';
import type { LabelSets } from './nearest-request.js';

/** Which candidates of one block share labels with a query: an inverted index from labels to places. */
export class LabelOverlaps {
  /** How many labels each place shares with the query of the latest {@link addTo}. */
  readonly #shared: Int32Array;
  readonly #touched: Int32Array;
  readonly #sizes: Int32Array;
  readonly #starts: Int32Array;
  readonly #places: Int32Array;
  #touchedCount = 0;
  #querySize = 0;

  /** @param labelCount labels of candidates are below this */
  constructor(candidates: ChosenRows, labels: LabelSets, block: LabelBlock) {
    const { first, count, labelCount } = block;
    this.#shared = new Int32Array(count);
    this.#touched = new Int32Array(count);
    this.#sizes = new Int32Array(count);
    this.#starts = new Int32Array(labelCount + 1);
    const rows = Array.from({ length: count }, (_, place) => candidates.rowAt(first + place));
    for (const [place, row] of rows.entries()) this.#count(labels, row, place);
    for (let label = 1; label <= labelCount; label += 1) {
      this.#starts[label] = (this.#starts[label] ?? 0) + (this.#starts[label - 1] ?? 0);
    }
    this.#places = new Int32Array(this.#starts[labelCount] ?? 0);
    // From the last place back: each start sinks to where its places begin.
    for (let place = count - 1; place >= 0; place -= 1) this.#enter(labels, rows[place] ?? 0, place);
  }

  /** Adds to each of a row's scores, from `from` on, the Jaccard of the query's labels and the candidate's. */
  addTo(scores: Float32Array, from: number, query: { readonly labels: LabelSets; readonly row: number }): void {
    this.#clear();
    const { offsets, values } = query.labels;
    const start = offsets[query.row] ?? 0;
    const end = offsets[query.row + 1] ?? 0;
    this.#querySize = end - start;
    for (let at = start; at < end; at += 1) this.#share(values[at] ?? -1);
    for (let at = 0; at < this.#touchedCount; at += 1) {
      const place = this.#touched[at] ?? 0;
      scores[from + place] = (scores[from + place] ?? 0) + this.jaccard(place);
    }
  }

  /** |a ∩ b| / |a ∪ b| of the latest query's labels and those of the candidate at a place; 0 where they share none. */
  jaccard(place: number): number {
    const shared = this.#shared[place] ?? 0;
    return shared === 0 ? 0 : shared / (this.#querySize + (this.#sizes[place] ?? 0) - shared);
  }

  #share(label: number): void {
    if (label < 0 || label >= this.#starts.length - 1) return;
    const end = this.#starts[label + 1] ?? 0;
    for (let at = this.#starts[label] ?? 0; at < end; at += 1) {
      const place = this.#places[at] ?? 0;
      const shared = this.#shared[place] ?? 0;
      if (shared === 0) this.#touched[this.#touchedCount++] = place;
      this.#shared[place] = shared + 1;
    }
  }

  #clear(): void {
    for (let at = 0; at < this.#touchedCount; at += 1) this.#shared[this.#touched[at] ?? 0] = 0;
    this.#touchedCount = 0;
  }

  #count({ offsets, values }: LabelSets, row: number, place: number): void {
    const start = offsets[row] ?? 0;
    const end = offsets[row + 1] ?? 0;
    this.#sizes[place] = end - start;
    for (let at = start; at < end; at += 1) {
      const label = values[at] ?? -1;
      if (label >= 0) this.#starts[label] = (this.#starts[label] ?? 0) + 1;
    }
  }

  #enter({ offsets, values }: LabelSets, row: number, place: number): void {
    for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at += 1) {
      const label = values[at] ?? -1;
      if (label < 0) continue;
      const to = (this.#starts[label] ?? 0) - 1;
      this.#starts[label] = to;
      this.#places[to] = place;
    }
  }
}

/** A block of candidates by place. */
export interface LabelBlock {
  readonly first: number;
  readonly count: number;
  /** Labels of all candidates are below this. */
  readonly labelCount: number;
}
