import { SaxesParser } from 'saxes';
import { StatuteFileError } from '../errors.js';
import type { JsonElement } from './json-elements.js';
import { elementLimits as limits, OversizeText } from './json-assembler.js';
import type { TextPiece } from './source-text.js';

const statuteNames = new Set(['法規', 'Law']);
const listNames = new Set(['法規內容', 'LawArticles']);

interface Frame {
  readonly name: string;
  readonly fields: Record<string, unknown>;
  /** The elements of a list, in order. */
  readonly list: unknown[] | undefined;
  texts: string[];
  length: number;
  hasChildren: boolean;
}

/**
 * The statutes of the ministry's XML, one at a time as they end, each as an object with the same names as the ministry's JSON: `FalV.xml` and
 * `MingLing.xml` with their Chinese names, `ChLaw.xml` and its like with English ones, or one `<法規>` a file. Holds one statute at a time.
 * Throws a StatuteFileError for XML that is broken, cut short, of something else, or deeper or larger than any statute.
 */
export async function* xmlElements(pieces: AsyncIterable<TextPiece>, fileName: string): AsyncGenerator<JsonElement> {
  const reading = new XmlReading(fileName);
  for await (const { text } of pieces) yield* reading.add(text);
  yield* reading.end();
}

class XmlReading {
  readonly #parser = new SaxesParser();
  readonly #stack: Frame[] = [];
  #done: JsonElement[] = [];
  #weight = 0;
  #title = '';
  #found = false;
  #failure: StatuteFileError | undefined;

  constructor(private readonly fileName: string) {
    this.#parser.on('opentag', ({ name }) => this.#enter(name));
    this.#parser.on('closetag', () => this.#leave());
    this.#parser.on('text', (text) => this.#addText(text));
    this.#parser.on('cdata', (text) => this.#addText(text));
    this.#parser.on('error', ({ message }) => this.#fail('not-xml', `it is not XML (${message})`));
  }

  *add(text: string): Generator<JsonElement> {
    this.#weight += text.length;
    // A text without any element in it is weighed, too: the parser holds it whole.
    if (this.#weight > limits.element)
      this.#fail('too-large', `one statute is longer than ${limits.element} characters`);
    if (this.#failure === undefined) this.#parser.write(text);
    yield* this.#given();
  }

  *end(): Generator<JsonElement> {
    if (this.#stack.length > 0) this.#fail('cut-short', 'it ends before its XML does');
    yield* this.#given();
    if (this.#found) return;
    const reason = 'it is XML, but not the ministry’s: it has no 法規 and no Law element';
    throw new StatuteFileError(this.fileName, 'unknown-format', 'its end', reason);
  }

  *#given(): Generator<JsonElement> {
    const done = this.#done;
    this.#done = [];
    yield* done;
    if (this.#failure !== undefined) throw this.#failure;
  }

  #enter(name: string): void {
    const parent = this.#stack.at(-1);
    if (parent !== undefined) parent.hasChildren = true;
    if (this.#stack.length >= limits.depth)
      this.#fail('too-large', `its elements are nested more than ${limits.depth} deep`);
    const fields = Object.create(null) as Record<string, unknown>;
    const list = listNames.has(name) ? [] : undefined;
    this.#stack.push({ name, fields, list, texts: [], length: 0, hasChildren: false });
  }

  #addText(text: string): void {
    const frame = this.#stack.at(-1);
    if (frame === undefined) return;
    frame.length += text.length;
    if (frame.length <= limits.text) frame.texts.push(text);
    else frame.texts = [];
  }

  #leave(): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    const parent = this.#stack.at(-1);
    const value = valueOf(frame);
    if (frame.name === '法規名稱' || frame.name === 'LawName') this.#title = String(value).trim();
    if (statuteNames.has(frame.name)) this.#give(value);
    else if (parent?.list !== undefined) parent.list.push(frame.hasChildren ? value : { [frame.name]: value });
    else if (parent !== undefined) parent.fields[nameOf(frame.name)] = value;
  }

  #give(value: unknown): void {
    // What broke in the middle of it, an entity that nobody declared say, has left its mark.
    if (this.#failure !== undefined) return;
    this.#done.push({ value, line: this.#parser.line });
    this.#weight = 0;
    this.#title = '';
    this.#found = true;
  }

  /** The first failure counts: after it nothing is read. */
  #fail(fault: StatuteFileError['fault'], reason: string): void {
    const place = `line ${this.#parser.line}${this.#title === '' ? '' : `, in ${this.#title}`}`;
    this.#failure ??= new StatuteFileError(this.fileName, fault, place, reason);
  }
}

function valueOf({ list, hasChildren, fields, texts, length }: Frame): unknown {
  if (list !== undefined) return list;
  if (hasChildren) return fields;
  return length > limits.text ? new OversizeText(length) : texts.join('').trim();
}

/** The ministry's own files misspell this name. */
function nameOf(name: string): string {
  return name === 'ArticleConctent' ? 'ArticleContent' : name;
}
