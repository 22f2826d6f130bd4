import { columnWidth } from '../text/lines.js';

/** How a file breaks its lines where none should end. */
export interface PageWidth {
  /** Whether a line reaches the page's edge, so that the next may go on with it. */
  isFull(raw: string): boolean;
  /** What stood between two lines that are one: nothing where a character was counted out, a blank where words were. */
  readonly gap: '' | ' ';
}

/** Narrower pages are none: short lines of one length are a table or a list of names. */
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
    0,
  );
  const columns = common(lines.map(columnWidth), 3);
  if (characters === undefined && columns === undefined) return undefined;
  if (characters !== undefined && characters.share >= (columns?.share ?? 0)) {
    return { isFull: (raw) => raw.length === characters.width, gap: '' };
  }
  const width = columns?.width ?? 0;
  return { isFull: (raw) => columnWidth(raw) >= width - 3, gap: ' ' };
}

function common(
  widths: readonly number[],
  slack: number,
): { readonly width: number; readonly share: number } | undefined {
  const width = widths.reduce((most, next) => Math.max(most, next), 0);
  if (width < narrowest || width > widest) return undefined;
  const long = widths.filter((each) => each * 2 > width);
  const full = long.filter((each) => each >= width - slack);
  const share = full.length / long.length;
  return full.length >= fewestFullLines && share >= commonShare ? { width, share } : undefined;
}

const sentenceEnd = /[。：︰！？:][」』”"）)]*$/;
/** How a sentence begins that mostly goes on with its paragraph. */
const goesOn = /^(?:但|必要|如[有係為因]|其[中有因為於]|逾期|屆期|所稱|變更時|並[應得]|惟|設於|包括)/;
const neverFirst = /^[，、。；：︰」』）〕】》〉！？,;)]/;
const listMarker = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．])/;

/** Whether a line goes on with a full line above it: not where that ends a sentence, nor where it is a list entry behind a comma. */
export function goesOnWith(above: string, line: string): boolean {
  if (line === '') return false;
  if (neverFirst.test(line)) return true;
  if (goesOn.test(line) && !/[：︰:]$/.test(above)) return true;
  return !sentenceEnd.test(above.slice(-8)) && !(listMarker.test(line) && /[，,、；;]$/.test(above));
}

/** Two lines that are one. */
export function joined(above: string, line: string, { gap }: PageWidth): string {
  const words = /[!-~]$/.test(above) && /^[!-~]/.test(line);
  return above + (words ? gap : '') + line;
}
