import { splitLines } from '../text/source-lines.js';
import type { DraftEntry, StatuteDraft } from './statute-draft.js';
import { type FileLine, lineKind, type LineKind, readFileLine } from './text-line.js';
import { readPreamble } from './text-preamble.js';

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
