/** Stands where a text in a JSON file was too long to be kept. */
export class OversizeText {
  /** @param length of the text that is not here, in UTF-16 units. */
  constructor(readonly length: number) {}
}

/** The tokens of stream-json's parser that the assembler needs; texts come in chunks, so that none is ever held whole unless wanted. */
export interface JsonToken {
  readonly name: string;
  readonly value?: unknown;
}

interface AssemblerLimits {
  readonly depth: number;
  /** Characters of one text; a longer one becomes an OversizeText. */
  readonly text: number;
  /** Weight of one statute: its characters, and 64 for each value. */
  readonly element: number;
}

/** Four times the largest statute and more: how deep it is nested, and in characters one of its texts and the whole of it. */
export const elementLimits = { depth: 32, text: 2_000_000, element: 3_000_000 } as const;

/** A JSON file goes over a limit. */
export class JsonLimit {
  constructor(readonly reason: string) {}
}

interface Frame {
  readonly container: Record<string, unknown> | unknown[];
  readonly isList: boolean;
  key: string;
}

type Completed = readonly [] | readonly [unknown] | JsonLimit;

const nothing = [] as const;
const valueWeight = 64;
const listKeys = new Set(['Laws', 'laws']);

/**
 * Puts a JSON file's tokens together, one statute at a time: the elements of `Laws`, of `laws` or of a list at the root are given out
 * as they end and not kept; a file without such a list is one element, given out at its end.
 */
export class JsonAssembler {
  readonly #stack: Frame[] = [];
  #text: { parts: string[]; length: number } | undefined;
  #weight = 0;
  #listSeen = false;
  readonly #handlers: Readonly<Record<string, (value: unknown) => Completed | void>> = {
    startObject: () => this.#enter(false),
    startArray: () => this.#enter(true),
    endObject: () => this.#leave(),
    endArray: () => this.#leave(),
    startString: () => this.#startText(),
    startNumber: () => this.#startText(),
    startKey: () => this.#startText(),
    stringChunk: (chunk) => this.#lengthen(chunk as string),
    numberChunk: (chunk) => this.#lengthen(chunk as string),
    endKey: () => this.#setKey(),
    endString: () => this.#add(this.#finishedText()),
    endNumber: () => this.#add(Number(this.#finishedText())),
    nullValue: () => this.#add(null),
    trueValue: () => this.#add(true),
    falseValue: () => this.#add(false),
  };

  constructor(private readonly limits: AssemblerLimits) {}

  /** The value under construction directly inside the list of statutes or at the root: for error messages. */
  get open(): unknown {
    return (this.#listSeen ? this.#stack[this.#stack.findIndex(({ isList }) => isList) + 1] : this.#stack[0])
      ?.container;
  }

  /** The statute that this token ends, in a list of at most one; or the limit it breaks. */
  consume({ name, value }: JsonToken): Completed {
    return this.#handlers[name]?.(value) ?? nothing;
  }

  #startText(): void {
    this.#text = { parts: [], length: 0 };
  }

  #lengthen(chunk: string): Completed {
    const text = this.#text;
    if (text === undefined) return [];
    text.length += chunk.length;
    if (text.length > this.limits.text) text.parts = [];
    else text.parts.push(chunk);
    return text.length > this.limits.text ? [] : this.#weigh(chunk.length);
  }

  #finishedText(): string | OversizeText {
    const { parts, length } = this.#text ?? { parts: [], length: 0 };
    this.#text = undefined;
    return length > this.limits.text ? new OversizeText(length) : parts.join('');
  }

  #setKey(): void {
    const key = this.#finishedText();
    const frame = this.#stack.at(-1);
    if (frame !== undefined) frame.key = typeof key === 'string' ? key : '';
  }

  #enter(isArray: boolean): Completed {
    if (this.#stack.length >= this.limits.depth)
      return new JsonLimit(`its values are nested more than ${this.limits.depth} deep`);
    const isList = isArray && !this.#listSeen && this.#startsList();
    // An object without a prototype takes `__proto__` as a key like any other.
    const container = isArray ? [] : (Object.create(null) as Record<string, unknown>);
    if (isList) this.#listSeen = true;
    else this.#attach(container);
    this.#stack.push({ container, isList, key: '' });
    return this.#weigh(valueWeight);
  }

  #startsList(): boolean {
    const [root] = this.#stack;
    return root === undefined || (this.#stack.length === 1 && listKeys.has(root.key));
  }

  #leave(): Completed {
    const frame = this.#stack.pop();
    return frame === undefined || frame.isList ? nothing : this.#completed(frame.container);
  }

  #add(value: unknown): Completed {
    this.#attach(value);
    const completed = this.#completed(value);
    return completed === nothing ? this.#weigh(valueWeight) : completed;
  }

  /** Values join their container when they begin, so that what is open can be looked at; statutes join none. */
  #attach(value: unknown): void {
    const frame = this.#stack.at(-1);
    if (frame === undefined || frame.isList) return;
    if (Array.isArray(frame.container)) frame.container.push(value);
    else frame.container[frame.key] = value;
  }

  #completed(value: unknown): Completed {
    const frame = this.#stack.at(-1);
    if (frame === undefined) return this.#listSeen ? nothing : [value];
    if (!frame.isList) return nothing;
    this.#weight = 0;
    return [value];
  }

  #weigh(weight: number): Completed {
    this.#weight += weight;
    if (this.#weight <= this.limits.element) return [];
    return new JsonLimit(
      `one statute, or what stands beside the statutes, weighs more than ${this.limits.element} characters`,
    );
  }
}
