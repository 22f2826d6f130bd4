/** A protocol-buffers message under construction: just the three kinds of field that a small ONNX graph needs. */
export class OnnxMessage {
  readonly #bytes: number[] = [];

  /** A whole number, not negative. */
  number(field: number, value: number): this {
    this.#varint(field << 3);
    this.#varint(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.#block(field, new TextEncoder().encode(value));
  }

  message(field: number, value: OnnxMessage): this {
    return this.#block(field, value.bytes());
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #block(field: number, bytes: Uint8Array): this {
    this.#varint((field << 3) | 2);
    this.#varint(bytes.length);
    this.#bytes.push(...bytes);
    return this;
  }

  #varint(value: number): void {
    let left = value;
    for (; left > 127; left >>>= 7) this.#bytes.push((left & 127) | 128);
    this.#bytes.push(left);
  }
}
