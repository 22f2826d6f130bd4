import { compareArticleNumbers } from '../article-number.js';
import { type ListMarker, listMarkers } from '../text/list-marker.js';
import { goesOnWith, joined, type PageWidth, pageWidthOf, splitLines } from '../text/lines.js';
import { articleChain, type ArticleCandidate } from './article-chain.js';
import { withinCount } from './article-counts.js';
import type { DraftEntry, Remark, StatuteDraft } from './statute-draft.js';
import { readPreamble } from './fields.js';
import { withoutCountingAnnexes, withoutLastAnnexes } from './annexes.js';
import type { ArticleLine, FileLine, HeadingLine } from './text-line.js';
import { captionsOf, type Row, Rows } from './text-rows.js';

/**
 * A statute in plain text or Markdown: articles begin with 第 N 條 (also 第十條之一, 第二条の二, Article 5, Art. 5, § 5, Section 5) at the
 * start of a line, where the numbers rise; headings with 第 N 章 and its like or with `#`. The title is 「法規名稱：」, else the first line
 * before the first article, else the file's name. Lines that are only a page number are left out. What might have been an article and
 * was not taken for one, and what was left out, is a remark. Undefined where no line begins an article.
 */
export function draftTextStatute(text: string, fileName: string): StatuteDraft | undefined {
  const lines = splitLines(text);
  const page = pageWidthOf(lines);
  const told = new Rows(page);
  lines.forEach((line, index) => told.add(line, index + 1));
  const counting = withoutCountingAnnexes(told.rows);
  const counted = withinCount(counting.rows);
  const candidates = counted.rows.filter(({ candidate }) => candidate !== undefined);
  const chosen = articleChain(candidates.flatMap(({ candidate }) => candidate ?? []));
  if (chosen.indices.length === 0) return undefined;
  const opening = new Set(chosen.indices.flatMap((index) => candidates[index] ?? []));
  const { rows, leftOut } = withoutLastAnnexes(counted.rows, [...opening].at(-1));
  const captions = captionsOf(rows, opening);
  const reading = new TextReading(page);
  const apart = new Set(captions.values());
  for (const row of rows.filter((each) => !apart.has(each))) {
    reading.add(row, opening.has(row) ? row.candidate?.article : undefined, captions.get(row)?.line.text);
  }
  const { entries, preamble } = reading.finish();
  const kept = new Set(rows);
  const untaken = untakenRemarks(
    candidates.filter((row) => kept.has(row)),
    opening,
  );
  const remarks = [...footerRemarks(told.footers), ...counted.leftOut, ...leftOut, ...counting.leftOut, ...untaken];
  const { titled, ...fields } = readPreamble(preamble, fileName);
  return { ...fields, entries, remarks: titled ? remarks : [untitledRemark(fields.title), ...remarks] };
}

interface RawLine {
  readonly raw: string;
  /** A page ended above it, maybe within a sentence. */
  readonly afterPage: boolean;
}

/** The articles that were opened last. */
interface OpenArticles {
  readonly labels: readonly string[];
  readonly lines: string[];
  /** By style of list: how far its entries have come. */
  readonly reached: Map<string, number | undefined>;
}

/** A text file while it is read from its top. */
class TextReading {
  readonly #entries: DraftEntry[] = [];
  readonly #preamble: string[] = [];
  #articles: OpenArticles | undefined;
  /** Headings above the next article, with the lines that they are if none comes. */
  #headings: { readonly heading: HeadingLine; readonly line: RawLine }[] = [];
  /** The line above reaches the page's edge. */
  #isFull = false;

  constructor(private readonly page: PageWidth | undefined) {}

  add({ line, heading, afterPage }: Row, article: ArticleLine | undefined, caption = ''): void {
    if (article !== undefined) this.#open(article, caption);
    else if (heading !== undefined && !this.#isTitle(line))
      this.#headings.push({ heading, line: { raw: line.raw, afterPage } });
    else this.#addText(line, afterPage);
    this.#isFull = this.page?.isFull(line.raw) === true;
  }

  finish(): { readonly entries: readonly DraftEntry[]; readonly preamble: readonly string[] } {
    this.#close();
    this.#keepHeadings();
    return { entries: this.#entries, preamble: this.#preamble };
  }

  #open({ label, numbers, rest }: ArticleLine, caption: string): void {
    this.#close();
    this.#keepHeadings();
    const labels = numbers.length === 1 ? [label] : numbers.map((number) => `第 ${number} 條`);
    const first = caption + rest;
    this.#articles = { labels, lines: [], reached: new Map() };
    if (first !== '') this.#addLine(this.#articles, { raw: first, afterPage: false });
  }

  #addText(line: FileLine, afterPage: boolean): void {
    if (this.#articles === undefined) {
      this.#keepHeadings();
      this.#preamble.push(line.text);
    } else if (line.text !== '' || this.#headings.length === 0) {
      // What looked like a heading was a line of the article: only another heading or an article follows a heading.
      for (const heading of this.#headings) this.#addLine(this.#articles, heading.line);
      this.#headings = [];
      this.#addLine(this.#articles, { raw: line.raw, afterPage });
    }
  }

  #addLine({ lines, reached }: OpenArticles, { raw, afterPage }: RawLine): void {
    const above = lines.at(-1);
    const text = raw.trim();
    const [marker] = listMarkers([text]);
    const isBroken = (this.#isFull || afterPage) && !isNextEntry(marker, reached);
    if (isBroken && above !== undefined && goesOnWith(above, text)) {
      lines[lines.length - 1] = joined(above, text, this.page ?? { gap: ' ' });
    } else {
      lines.push(raw);
      if (marker) reached.set(marker.style, marker.ordinal);
    }
    this.#isFull = this.page?.isFull(raw) === true;
  }

  #keepHeadings(): void {
    for (const { heading } of this.#headings) this.#entries.push(heading);
    this.#headings = [];
  }

  #close(): void {
    const { labels = [], lines = [] } = this.#articles ?? {};
    const content = lines.join('\n');
    this.#entries.push(...labels.map((label) => ({ label, content })));
    this.#articles = undefined;
  }

  /** The first `#` heading before anything else names the statute. */
  #isTitle({ depth }: FileLine): boolean {
    return (
      depth > 0 &&
      this.#entries.length === 0 &&
      this.#headings.length === 0 &&
      this.#articles === undefined &&
      this.#preamble.every((line) => line === '')
    );
  }
}

function isNextEntry(marker: ListMarker | undefined, reached: OpenArticles['reached']): boolean {
  return marker?.ordinal !== undefined && reached.get(marker.style) === marker.ordinal - 1;
}

function footerRemarks(footers: readonly number[]): readonly Remark[] {
  const [first] = footers;
  if (first === undefined) return [];
  const lines =
    footers.length === 1
      ? '1 line that is only a page number was'
      : `${footers.length} lines that are only a page number were`;
  return [{ code: 'page-numbers-left-out', place: `line ${first}`, sentence: `${lines} left out.` }];
}

function untitledRemark(title: string): Remark {
  const sentence = `The text does not say its title; the statute is called ${JSON.stringify(title)}, after its file.`;
  return { code: 'title-missing', place: 'line 1', sentence };
}

/** Lines that read as an article's first and are none: those whose number would fit where they stand, and those that are set apart like one. */
function untakenRemarks(candidates: readonly Row[], opening: ReadonlySet<Row>): readonly Remark[] {
  const next = nextNumbers(candidates, opening);
  let current = '0';
  return candidates.flatMap((row, index) => {
    if (row.candidate === undefined || isParagraphSign(row.candidate, opening)) return [];
    const { numbers } = row.candidate.article;
    const number = numbers[0] ?? '';
    if (!opening.has(row)) {
      const fits = isBetween(number, current, next[index]);
      return fits || isSetApart(row.candidate) ? [untakenRemark(row, number, current)] : [];
    }
    current = numbers.at(-1) ?? number;
    return [];
  });
}

/** Below an Art. 5, § 1 is its first paragraph. */
function isParagraphSign({ article }: ArticleCandidate, opening: ReadonlySet<Row>): boolean {
  const [first] = opening;
  return article.numbering === '§' && first?.candidate?.article.numbering === 'Article';
}

function isSetApart({ article, cut }: ArticleCandidate): boolean {
  return article.form === 'alone' || (article.form === 'apart' && !cut);
}

function isBetween(number: string, current: string, following: string | undefined): boolean {
  const follows = compareArticleNumbers(number, current) > 0;
  return follows && (following === undefined || compareArticleNumbers(number, following) < 0);
}

/** The number of the article that opens next after each candidate. */
function nextNumbers(candidates: readonly Row[], opening: ReadonlySet<Row>): readonly (string | undefined)[] {
  let following: string | undefined;
  return candidates
    .toReversed()
    .map((row) => {
      const next = following;
      if (opening.has(row)) following = row.candidate?.article.numbers[0];
      return next;
    })
    .reverse();
}

function untakenRemark({ line, number: place }: Row, number: string, current: string): Remark {
  const kept =
    current === '0' ? 'it was kept as text before the first article' : `it was kept as text of article ${current}`;
  const start = JSON.stringify(line.text.slice(0, 40));
  return {
    code: 'article-not-opened',
    place: `line ${place}`,
    sentence: `${start} begins like article ${number}, but its place or form is not an article's; ${kept}.`,
  };
}
