/** A growing array of floats in shared memory; it doubles when full. */
export class SharedFloats {
  #room = new Float32Array(new SharedArrayBuffer(0));
  #length = 0;

  append(values: Float32Array): void {
    const needed = this.#length + values.length;
    if (needed > this.#room.length) this.#grow(needed);
    this.#room.set(values, this.#length);
    this.#length = needed;
  }

  /** What was appended; a view of the shared memory. */
  values(): Float32Array {
    return this.#room.subarray(0, this.#length);
  }

  #grow(needed: number): void {
    // The first page is taken exactly: most sets are one page.
    const size = this.#length === 0 ? needed : Math.max(needed, 2 * this.#room.length);
    const larger = new Float32Array(new SharedArrayBuffer(size * Float32Array.BYTES_PER_ELEMENT));
    larger.set(this.values());
    this.#room = larger;
  }
}
