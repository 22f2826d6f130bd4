import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { asError } from '@lexhop/foundation';
import { StatuteFileError } from '../errors.js';

/** The text of a page or a document, one line for each block. */
export interface MarkupText {
  readonly text: string;
  /** What the page is called in its head. */
  readonly title: string | undefined;
  /** The address that it declares as its own. */
  readonly url: string | undefined;
  /** How many entries of lists have a number that is not in the text. */
  readonly unnumbered: number;
}

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const skipped = new Set(
  'head script style noscript template nav header footer aside form button select option input svg iframe'.split(' '),
);
const blocks = new Set(
  'address article blockquote br caption dd div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr li main ol p pre section table tbody thead tr ul body'.split(
    ' ',
  ),
);
const mostNodes = 500_000;

/** The text of an HTML page: of its main part where it has one, without navigation, scripts and forms. */
export function htmlText(html: string): MarkupText {
  const document = parse(html);
  const elements = elementsIn(document);
  const body = elements.find(isMainPart) ?? document;
  const lines = new Lines();
  lines.read(body);
  return {
    text: lines.text,
    title: titleOf(elements.find(({ tagName }) => tagName === 'title')),
    url: elements.map(declaredUrl).find((url) => url !== undefined),
    unnumbered: elements.filter(({ tagName, parentNode }) => tagName === 'li' && parentNode?.nodeName === 'ol').length,
  };
}

/** The text of a Word document (.docx). Throws a StatuteFileError where it can't be read as one. */
export async function wordText(document: Buffer, fileName: string): Promise<MarkupText> {
  try {
    // Few files are Word documents; what reads them takes a tenth of a server's start.
    const { default: mammoth } = await import('mammoth');
    const noImages = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
    const { value } = await mammoth.convertToHtml({ buffer: document }, { convertImage: noImages });
    return htmlText(value);
  } catch (thrown) {
    const why = thrown instanceof RangeError ? 'its parts are nested too deep' : asError(thrown).message;
    const reason = `it is a Word document that can't be read (${why}); save it as text`;
    throw new StatuteFileError(fileName, 'unknown-format', 'byte 0', reason);
  }
}

/** By hand: a page may be nested deeper than the stack is high. */
function elementsIn(root: Node): readonly Element[] {
  const found: Element[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined && found.length < mostNodes; node = waiting.pop()) {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) waiting.push(...node.childNodes.toReversed());
  }
  return found;
}

function isMainPart({ tagName, attrs }: Element): boolean {
  return tagName === 'main' || attrs.some(({ name, value }) => name === 'role' && value === 'main');
}

function titleOf(element: Element | undefined): string | undefined {
  const [text] = element?.childNodes ?? [];
  const title = text !== undefined && 'value' in text ? text.value.split(/\s*[-–—|｜]\s*/)[0]?.trim() : undefined;
  return title === '' ? undefined : title;
}

function declaredUrl({ tagName, attrs }: Element): string | undefined {
  const of = (name: string) => attrs.find((attribute) => attribute.name === name)?.value;
  if (tagName === 'link' && of('rel') === 'canonical') return of('href');
  return tagName === 'meta' && of('property') === 'og:url' ? of('content') : undefined;
}

type Step = { readonly enter: Node } | { readonly leave: string };

/** The lines of a page, in the order of its text. */
class Lines {
  readonly #lines: string[] = [];
  #line = '';

  read(root: Node): void {
    const waiting: Step[] = [{ enter: root }];
    for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
      if ('leave' in step) this.#breakAt(step.leave);
      else waiting.push(...this.#enter(step.enter).toReversed());
    }
  }

  get text(): string {
    this.#break();
    return this.#lines.join('\n');
  }

  #enter(node: Node): readonly Step[] {
    if (node.nodeName === '#text' && 'value' in node) this.#line += node.value.replace(/[ \t\r\n]+/g, ' ');
    if (skipped.has(node.nodeName) || !('childNodes' in node)) return [];
    this.#breakAt(node.nodeName);
    return [...node.childNodes.map((child) => ({ enter: child })), { leave: node.nodeName }];
  }

  #breakAt(name: string): void {
    if (blocks.has(name)) this.#break();
    else if (name === 'td' || name === 'th') this.#line += ' ';
  }

  #break(): void {
    const line = this.#line.trim();
    if (line !== '') this.#lines.push(line);
    this.#line = '';
  }
}
