import type { PageWidth } from '../text/lines.js';
import type { ArticleCandidate } from './article-chain.js';
import type { Remark } from './statute-draft.js';
import {
  articleLine,
  endsLine,
  type FileLine,
  HeadingFinder,
  type HeadingLine,
  linesIn,
  readFileLine,
} from './text-line.js';

/** A line of a text with what it may be. */
export interface Row {
  readonly line: FileLine;
  /** 1-based, in the file. */
  readonly number: number;
  readonly candidate: ArticleCandidate | undefined;
  /** What it is if it opens no article. */
  readonly heading: HeadingLine | undefined;
  /** Its own text, if the next line may go on with it. */
  readonly reach: string;
  /** A page ended above it, maybe within a sentence. */
  readonly afterPage: boolean;
}

/** The rows of a text that are its statute's, and what was left out. */
export interface KeptRows {
  readonly rows: readonly Row[];
  readonly leftOut: readonly Remark[];
}

const page = '[0-9０-９]{1,4}|[一二三四五六七八九十百]{1,5}';
const pages = `[，,/／(（]?\\s*[共總]{1,2}\\s*(?:${page})\\s*頁\\s*[)）]?`;
const pageFooters = [
  new RegExp(`^[【[〔(（]?\\s*第\\s*(?:${page})\\s*頁\\s*(?:${pages})?\\s*[】\\]〕)）]?$`),
  /^頁(?:次|碼)?\s*[：:]?\s*[0-9０-９]{1,4}(?:\s*[/／]\s*[0-9０-９]{1,4})?$/,
  /^[-－—–─~～·•]\s*[0-9０-９]{1,4}\s*[-－—–─~～·•]$/,
  /^(?:page|p\.)\s*[0-9]{1,4}(?:\s*(?:of|\/)\s*[0-9]{1,4})?$/i,
  /^[0-9]{1,4}\s*\/\s*[0-9]{1,4}$/,
];

function isPageFooter({ text }: FileLine): boolean {
  return text.length < 40 && text !== '' && pageFooters.some((footer) => footer.test(text));
}

/** The lines of a file, told apart from its top; without those that are only the number of a page. */
export class Rows {
  readonly rows: Row[] = [];
  /** The lines that were left out, 1-based. */
  readonly footers: number[] = [];
  readonly #headings = new HeadingFinder();
  #begun = false;
  #afterFooter = false;

  constructor(private readonly page: PageWidth | undefined) {}

  /** A line of the file; a form feed in it ends a page. */
  add(raw: string, number: number): void {
    raw.split('\f').forEach((part, index) => {
      if (index > 0) this.#endPage();
      for (const line of linesIn(part)) this.#addLine(line, number);
    });
  }

  /** A number alone, as the last line of a page, is the page's. */
  #endPage(): void {
    this.#dropBlankRows();
    const last = this.rows.at(-1);
    if (last && /^[0-9０-９]{1,4}$/.test(last.line.text)) {
      this.rows.pop();
      this.#addFooter(last.number);
    }
    this.#afterFooter = true;
  }

  #addLine(raw: string, number: number): void {
    const line = readFileLine(raw);
    const isFooter = isPageFooter(line);
    if (isFooter) this.#addFooter(number);
    // The blank lines around a page's number are the page's, too.
    const wasAfterFooter = this.#afterFooter;
    this.#afterFooter = isFooter || (wasAfterFooter && line.text === '');
    if (!this.#afterFooter) this.rows.push({ ...this.#rowOf(line, number), afterPage: wasAfterFooter });
  }

  #addFooter(number: number): void {
    this.footers.push(number);
    this.#dropBlankRows();
  }

  #dropBlankRows(): void {
    while (this.rows.at(-1)?.line.text === '') this.rows.pop();
  }

  #rowOf(line: FileLine, number: number): Omit<Row, 'afterPage'> {
    const above = this.rows.at(-1)?.reach ?? '';
    const article = articleLine(line);
    const heading = this.#headings.find(line, above);
    this.#begun ||= article !== undefined;
    const isText = article === undefined ? heading === undefined : article.form !== 'alone';
    // Only inside an article can a line break have cut a sentence, and not at a blank line, nor before the page's edge.
    const mayGoOn = this.#begun && isText && this.page?.isFull(line.raw) !== false;
    const reach = mayGoOn ? line.text : '';
    return { line, number, candidate: article && { article, cut: isCut(above) }, heading, reach };
  }
}

function isCut(above: string): boolean {
  return above !== '' && !endsLine(above);
}

const caption = /^（[^（）]{1,60}）$/;

/**
 * The captions of a Japanese text's articles, （目的） on the line above 第一条, by the rows of those. None where less than a third of the
 * articles have one: elsewhere a line in brackets is the end of the article above.
 */
export function captionsOf(rows: readonly Row[], opening: ReadonlySet<Row>): ReadonlyMap<Row, Row> {
  const captions = new Map<Row, Row>();
  if (!rows.some(({ line }) => /\p{Script=Hiragana}/u.test(line.text))) return captions;
  let above: Row | undefined;
  for (const row of rows) {
    if (row.line.text === '') continue;
    if (above && opening.has(row) && !opening.has(above) && caption.test(above.line.text)) captions.set(row, above);
    above = row;
  }
  return captions.size * 3 >= opening.size ? captions : new Map();
}
