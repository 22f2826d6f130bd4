import type { RowSet } from './nearest-request.js';

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
    for (let place = 0; place < count; place += 1) {
      const start = this.rowAt(first + place) * dimensions;
      into.set(vectors.subarray(start, start + dimensions), place * dimensions);
    }
  }
}
