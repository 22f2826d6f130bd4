import { isoDate } from './json-fields.js';
import { type DraftEntry, type StatuteDraft, withoutUndefined } from './statute-draft.js';
import { splitLines } from '../text/lines.js';
import { type FileLine, lineKind, type LineKind, readFileLine } from './text-line.js';

const longestTitle = 60;
const labelledLine = /^[^：:]{2,6}[：:]/;
const address = /https?:\/\/\S+/;

/** What the lines before the first article of a text say about the statute. */
function readPreamble(lines: readonly string[], fileName: string): Omit<StatuteDraft, 'entries' | 'remarks'> {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '');
  const first = written.find((line, index) => index === 0 && isTitle(line));
  const foreword = written
    .filter((line) => line !== first && !labelledLine.test(line) && !address.test(line))
    .join('\n');
  return {
    title: labelled(written, /^(?:法規名稱|法律名稱|名稱|title)\s*[：:]\s*(.+)$/i) ?? first ?? titleFromName(fileName),
    level: 'unknown',
    abolished: written.some((line) => /^廢止日期\s*[：:]|^[（(]?(?:已廢止|廢止)[)）]?$/.test(line)),
    ...withoutUndefined({
      url: written.map((line) => address.exec(line)?.[0]).find((found) => found !== undefined),
      category: labelled(written, /^(?:法規類別|類別)\s*[：:]\s*(.+)$/),
      modifiedOn: dateOf(
        labelled(written, /^(?:修正日期|公布日期|公發布日|最新異動日期|修訂日期)\s*[：:]\s*(.+)$/) ?? '',
      ),
      foreword: foreword === '' ? undefined : foreword,
    }),
  };
}

function labelled(lines: readonly string[], label: RegExp): string | undefined {
  return lines.map((line) => label.exec(line)?.[1]?.trim()).find((value) => value !== undefined && value !== '');
}

function isTitle(line: string): boolean {
  return line.length <= longestTitle && !/[。；，]/.test(line) && !address.test(line) && !labelledLine.test(line);
}

function titleFromName(fileName: string): string {
  return fileName.replace(/^.*[\\/]/, '').replace(/(?:\.(?:txt|md|markdown|gz))+$/i, '');
}

/** Also in the calendar of the Republic of China: 民國 111 年 06 月 15 日 is 2022-06-15. */
function dateOf(text: string): string | undefined {
  const republic = /(?:中華)?民國\s*(\d{1,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(text);
  if (republic === null) return isoDate(text);
  const [, year, month, day] = republic;
  return isoDate(`${Number(year) + 1911}-${month}-${day}`);
}

/**
 * A statute in plain text or Markdown: articles begin with 第 N 條 (also 第十條之一, Article 5) at the start of a line, headings with
 * 第 N 章 and its like or with `#`. The title is 「法規名稱：」, else the first line before the first article, else the file's name.
 * Undefined where no line begins an article.
 */
export function draftTextStatute(text: string, fileName: string): StatuteDraft | undefined {
  const reading = new TextReading();
  for (const raw of splitLines(text)) reading.add(readFileLine(raw));
  const { entries, preamble } = reading.finish();
  return entries.some((entry) => 'content' in entry)
    ? { ...readPreamble(preamble, fileName), entries, remarks: [] }
    : undefined;
}

/** A text file while it is read from its top. */
class TextReading {
  readonly #entries: DraftEntry[] = [];
  readonly #preamble: string[] = [];
  #article: { readonly label: string; readonly lines: string[] } | undefined;
  #lastNumber: string | undefined;
  #lineAbove = '';

  add(line: FileLine): void {
    const kind = lineKind(line, { line: this.#lineAbove, article: this.#lastNumber });
    if (kind.kind === 'article') this.#openArticle(kind);
    else if (kind.kind === 'heading' && !this.#isTitle(line)) this.#addHeading(kind);
    else (this.#article?.lines ?? this.#preamble).push(this.#article === undefined ? line.text : line.raw);
    // Only inside an article can a line break have cut a sentence, and not at a blank line.
    this.#lineAbove = kind.kind === 'text' && this.#article !== undefined ? line.text : '';
  }

  finish(): { readonly entries: readonly DraftEntry[]; readonly preamble: readonly string[] } {
    this.#closeArticle();
    return { entries: this.#entries, preamble: this.#preamble };
  }

  #openArticle({ label, number, rest }: Extract<LineKind, { kind: 'article' }>): void {
    this.#closeArticle();
    this.#article = { label, lines: rest === '' ? [] : [rest] };
    this.#lastNumber = number;
  }

  #addHeading({ heading, rank }: Extract<LineKind, { kind: 'heading' }>): void {
    this.#closeArticle();
    this.#entries.push(rank === undefined ? { heading } : { heading, rank });
  }

  #closeArticle(): void {
    if (this.#article !== undefined)
      this.#entries.push({ label: this.#article.label, content: this.#article.lines.join('\n') });
    this.#article = undefined;
  }

  /** The first `#` heading before anything else names the statute. */
  #isTitle({ depth }: FileLine): boolean {
    return (
      depth > 0 &&
      this.#entries.length === 0 &&
      this.#article === undefined &&
      this.#preamble.every((line) => line === '')
    );
  }
}
