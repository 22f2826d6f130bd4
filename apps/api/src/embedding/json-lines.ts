/** One line of a stream, without its line end; `text` is absent where it is longer than the bound or not UTF-8. */
export interface JsonLine {
  /** 1-based. */
  readonly number: number;
  readonly text?: string;
}

const lineFeed = 0x0a;

/** Cuts chunks of bytes into lines, holding at most one begun line within the bound. */
export class LineCutter {
  #begun: Uint8Array[] = [];
  #length = 0;
  #number = 0;

  constructor(private readonly longestBytes: number) {}

  /** The lines that this chunk ends. */
  cut(chunk: Uint8Array): readonly JsonLine[] {
    const lines: JsonLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#add(chunk.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
    return lines;
  }

  /** The last line, where the stream did not end with a line end. */
  rest(): readonly JsonLine[] {
    return this.#length > 0 ? [this.#take()] : [];
  }

  #add(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.longestBytes) this.#begun = [];
    else this.#begun.push(part);
  }

  #take(): JsonLine {
    const text = this.#length > this.longestBytes ? undefined : decoded(Buffer.concat(this.#begun));
    this.#begun = [];
    this.#length = 0;
    this.#number += 1;
    return { number: this.#number, ...(text === undefined ? {} : { text }) };
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
