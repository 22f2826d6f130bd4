type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A typed array whose length is not known beforehand; doubles as it fills. */
export class GrowingArray<Kind extends Numbers> {
  #values: Kind;
  #length = 0;

  constructor(private readonly make: (length: number) => Kind) {
    this.#values = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow(this.#length + 1);
    this.#values[this.#length++] = value;
  }

  /** Writes UTF-8 at the end; only for bytes. */
  pushText(text: string): void {
    // UTF-8 needs at most three bytes for each UTF-16 unit.
    if (this.#values.length - this.#length < text.length * 3) this.#grow(this.#length + text.length * 3);
    const { buffer, byteOffset, byteLength } = this.#values;
    this.#length += Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).write(text, this.#length, 'utf8');
  }

  /** A copy of exactly what was pushed, in a buffer of its own. */
  finish(): Kind {
    return this.#values.slice(0, this.#length) as Kind;
  }

  #grow(atLeast: number): void {
    const grown = this.make(Math.max(atLeast, this.#values.length * 2));
    grown.set(this.#values.subarray(0, this.#length));
    this.#values = grown;
  }
}
