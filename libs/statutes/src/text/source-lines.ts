import { columnWidth } from './column-width.js';
import { preformattedLines } from './preformatted.js';

/** One line of an article as its file has it. */
export interface SourceLine {
  /** Without blanks at both ends; a preformatted line keeps those at its beginning. */
  readonly body: string;
  /** Columns of blanks before it. */
  readonly indent: number;
  /** Columns, without trailing blanks. */
  readonly width: number;
  readonly trailingBlank: boolean;
  readonly preformatted: boolean;
  readonly afterBlankLine: boolean;
}

/** The lines of a text, at any kind of line end. */
export function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/);
}

/** The lines of an article's content that are not blank. */
export function sourceLines(content: string): readonly SourceLine[] {
  const raw = splitLines(content);
  const preformatted = preformattedLines(raw);
  return raw.flatMap((line, index): readonly SourceLine[] => {
    const trimmed = line.trimEnd();
    if (trimmed === '') return [];
    const body = trimmed.trimStart();
    return [
      {
        body: preformatted[index] === true ? trimmed : body,
        indent: columnWidth(trimmed.slice(0, trimmed.length - body.length)),
        width: columnWidth(trimmed),
        trailingBlank: trimmed !== line,
        preformatted: preformatted[index] === true,
        afterBlankLine: index > 0 && raw[index - 1]?.trim() === '',
      },
    ];
  });
}
