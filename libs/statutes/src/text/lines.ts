/**
 * The width of a line in columns: one for an ASCII character, two for any other.
 * That is how the systems that wrapped the ministry's texts at 64 columns counted (Big5: one byte, one column).
 */
export function columnWidth(line: string): number {
  let width = 0;
  for (let index = 0; index < line.length; index++) {
    const unit = line.charCodeAt(index);
    // The second half of a surrogate pair adds nothing.
    if (unit < 0xdc00 || unit > 0xdfff) width += unit < 0x80 ? 1 : 2;
  }
  return width;
}

const boxDrawing = /[\u2500-\u257f\u2581-\u2595\uffe3\uff3f]/;
const endsSentence = /[。：︰；，]$/;

/**
 * Which lines belong to a table or a formula drawn with characters: those with box-drawing characters,
 * and the indented lines without punctuation next to them (a fraction's numerator and denominator).
 * Their blanks carry meaning and are kept; they are never joined.
 */
export function preformattedLines(lines: readonly string[]): readonly boolean[] {
  const drawn = lines.map((line) => boxDrawing.test(line));
  if (!drawn.includes(true)) return drawn;
  return lines.map((line, index) => {
    const besideDrawing = drawn[index - 1] === true || drawn[index + 1] === true;
    return (
      drawn[index] === true || (besideDrawing && /^[ \u3000]{2,}/.test(line) && !endsSentence.test(line.trimEnd()))
    );
  });
}

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
