/** One line of a byte stream, without its line end; `bytes` is absent of a line longer than the limit, which is passed over unread. */
export interface Line {
  /** 1-based. */
  readonly number: number;
  readonly bytes: Uint8Array | undefined;
}

const lineFeed = 0x0a;

/** Cuts a byte stream into lines, holding at most one line of so many bytes and one chunk in memory. */
export async function* linesOf(source: AsyncIterable<Uint8Array>, longestBytes: number): AsyncGenerator<Line> {
  for await (const lines of lineGroupsOf(source, longestBytes)) yield* lines;
}

/** The same, the lines that one chunk ends together and as soon as it is there. */
export async function* lineGroupsOf(
  source: AsyncIterable<Uint8Array>,
  longestBytes: number,
): AsyncGenerator<readonly Line[]> {
  const begun = new BegunLine(longestBytes);
  for await (const chunk of source) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      begun.add(chunk.subarray(start, end));
      lines.push(begun.take());
      start = end + 1;
    }
    begun.add(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (begun.length > 0) yield [begun.take()];
}

class BegunLine {
  #number = 0;
  #parts: Uint8Array[] = [];
  length = 0;

  constructor(private readonly longestBytes: number) {}

  add(part: Uint8Array): void {
    this.length += part.length;
    if (this.length > this.longestBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  take(): Line {
    const bytes = this.length > this.longestBytes ? undefined : Buffer.concat(this.#parts);
    this.#parts = [];
    this.length = 0;
    this.#number += 1;
    return { number: this.#number, bytes };
  }
}

/** For JSON.stringify: each object with its keys in order, however it came to be, so that equal values are the same bytes. */
export function inOrderOfKey(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The value of a text that is JSON as a whole, after byte order marks and zero-width spaces; undefined for any other. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^[\uFEFF\u200B]+/u, '')) as unknown;
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value that a line holds as JSON, or its fault, to be said after `the line`: `is not JSON`. Undefined for an empty line. */
export function jsonOfLine(
  { bytes }: Line,
  longestBytes: number,
): { readonly json: unknown } | { readonly fault: string } | undefined {
  if (bytes === undefined) return { fault: `is longer than ${longestBytes} bytes` };
  const text = decoded(bytes)?.trim();
  if (text === undefined) return { fault: 'is not UTF-8' };
  if (text === '') return undefined;
  const json = jsonOf(text);
  return json === undefined ? { fault: 'is not JSON' } : { json };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
