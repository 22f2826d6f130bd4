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

/** How a file breaks its lines where none should end. */
export interface PageWidth {
  /** Whether a line reaches the page's edge, so that the next may go on with it. */
  isFull(raw: string): boolean;
  /** What stood between two lines that are one: nothing where a character was counted out, a blank where words were. */
  readonly gap: '' | ' ';
}

/** Narrower pages are none: short lines of one length are a table or a list of names. In characters; a Han character takes two columns. */
const narrowest = 20;
const widest = 130;
const fewestFullLines = 3;
/** From this share of the longer lines on, the width that they have in common is the page's. */
const commonShare = 0.5;

/**
 * The page that a text was broken for, seen from its longest lines: many of exactly one number of characters, or of one number of columns but for
 * the last characters. Undefined where the lines end where they should.
 */
export function pageWidthOf(lines: readonly string[]): PageWidth | undefined {
  const characters = common(
    lines.map((line) => line.length),
    { narrowest, slack: 0 },
  );
  const columns = common(lines.map(columnWidth), { narrowest: narrowest * 2, slack: 3 });
  if (characters === undefined && columns === undefined) return undefined;
  if (characters !== undefined && characters.share >= (columns?.share ?? 0)) {
    return { isFull: (raw) => raw.length === characters.width, gap: '' };
  }
  const width = columns?.width ?? 0;
  return { isFull: (raw) => columnWidth(raw) >= width - 3, gap: ' ' };
}

function common(
  widths: readonly number[],
  { narrowest: least, slack }: { readonly narrowest: number; readonly slack: number },
): { readonly width: number; readonly share: number } | undefined {
  const width = widths.reduce((most, next) => Math.max(most, next), 0);
  if (width < least || width > widest) return undefined;
  const long = widths.filter((each) => each * 2 > width);
  const full = long.filter((each) => each >= width - slack);
  const share = full.length / long.length;
  return full.length >= fewestFullLines && share >= commonShare ? { width, share } : undefined;
}

/** Ends a sentence, or introduces a list. */
export const sentenceEnd = /[。：︰！？:][」』”"）)]*$/;
/** Introduces what stands below it. */
export const introduces = /[：︰:]$/;
/**
 * Begins a sentence that goes on with its paragraph rather than opening the next. Measured over the statutes that are not wrapped: sentences
 * beginning so mostly stand inside a paragraph, others mostly open one.
 */
export const goesOn = /^(?:但|必要|如[有係為因]|其[中有因為於]|逾期|屆期|所稱|變更時|並[應得]|惟|設於|包括)/;
/** Never begins a line. */
export const neverFirst = /^[，、。；：︰」』）〕】》〉！？,;)]/;
const listMarker = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．])/;

/** Whether a line goes on with a full line above it: not where that ends a sentence, nor where it is a list entry behind a comma. */
export function goesOnWith(above: string, line: string): boolean {
  if (line === '') return false;
  if (neverFirst.test(line)) return true;
  if (goesOn.test(line) && !introduces.test(above)) return true;
  return !sentenceEnd.test(above.slice(-8)) && !(listMarker.test(line) && /[，,、；;]$/.test(above));
}

/** Two lines that are one. */
export function joined(above: string, line: string, { gap }: Pick<PageWidth, 'gap'>): string {
  return above + (areWords(above, line) ? gap : '') + line;
}

/** Whether ASCII characters meet where two lines are joined: in Chinese nothing stands between characters, between words a blank may. */
export function areWords(above: string, line: string): boolean {
  return /[!-~]$/.test(above) && /^[!-~]/.test(line);
}
