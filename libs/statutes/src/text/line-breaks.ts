import { columnWidth } from './column-width.js';
import type { SourceLine } from './source-lines.js';

/**
 * How a statute's file breaks its lines. Measured over all Taiwanese law: 3,228 statutes are `wrapped` at 64 columns throughout,
 * 8,178 have one line per paragraph or list entry, 27 mix the two.
 */
export type LineLayout = 'wrapped' | 'whole';

/** The column at which wrapped statutes are wrapped. */
export const pageWidth = 64;
/** Lines this much wider still count as wrapped: a few characters were counted otherwise. */
export const pageSlack = 2;
/** Some statutes were wrapped a few columns earlier. */
const nearlyFull = 54;

const hanCharacter = /\p{Script=Han}/u;
const sentenceEnd = /[。：︰！？:][」』”"）)]*$/;
const neverFirst = /^[，、。；：︰」』）〕】》〉！？,;)]/;
const formula = /[＝=]/;
const symbolDefinition = /^.{0,12}[：:＝=]/;
/**
 * How a sentence begins that goes on with its paragraph rather than opening the next.
 * Measured over the statutes that are not wrapped: sentences beginning so mostly stand inside a paragraph, others mostly open one.
 */
const goesOn = /^(?:但|必要|如[有係為因]|其[中有因為於]|逾期|屆期|所稱|變更時|並[應得]|惟|設於|包括)/;

/** Whether a line ends a sentence or introduces a list. */
export function endsSentence({ body }: SourceLine): boolean {
  return sentenceEnd.test(body);
}

/** Whether a line introduces what stands below it. */
export function introduces({ body }: SourceLine): boolean {
  return /[：︰:]$/.test(body);
}

/** Whether the next line's first character would not have fitted on this line. */
export function isFull(line: SourceLine, next: SourceLine): boolean {
  return line.width <= pageWidth + pageSlack && line.width + columnWidth(next.body.charAt(0)) > pageWidth;
}

/**
 * Whether the break between two lines is only the page's: the sentence goes on.
 * The next line is no list entry. A sentence that ends exactly at the page's edge is ambiguous; then the next line's first words decide,
 * and inside a list entry its indentation.
 */
export function isPageBreak(
  line: SourceLine,
  next: SourceLine,
  entry: SourceLine | undefined,
  layout: LineLayout,
): boolean {
  if (line.preformatted || next.preformatted || next.afterBlankLine) return false;
  if (neverFirst.test(next.body)) return true;
  if (!hanCharacter.test(line.body)) return splitsLatinSentence(line, next);
  if (!endsSentence(line)) return isFull(line, next) || splitsProse(line, next);
  return layout === 'wrapped' && isFull(line, next) && goesOnAfterSentence(line, next, entry);
}

function goesOnAfterSentence(line: SourceLine, next: SourceLine, entry: SourceLine | undefined): boolean {
  if (introduces(line)) return false;
  return goesOn.test(next.body) || (entry !== undefined && next.indent > entry.indent);
}

function splitsLatinSentence(line: SourceLine, next: SourceLine): boolean {
  return /^[a-z]/.test(next.body) && !/[.;:]$/.test(line.body) && line.width >= nearlyFull;
}

/** A line that ends early without an end, followed by one that is no formula, symbol or column. */
function splitsProse(line: SourceLine, next: SourceLine): boolean {
  if (line.width < nearlyFull || line.width > pageWidth || formula.test(line.body) || symbolDefinition.test(next.body))
    return false;
  return (
    /\p{Script=Han}[，、]?$/u.test(line.body) &&
    hanCharacter.test(next.body.charAt(0)) &&
    !/[ \u3000]{2}/.test(line.body)
  );
}

/** What stands between two joined lines: nothing in Chinese; between ASCII characters a blank stays a blank. */
export function gapBetween(line: SourceLine, next: SourceLine): '' | ' ' {
  const ascii = /[!-~]$/.test(line.body) && /^[!-~]/.test(next.body);
  return ascii && (line.trailingBlank || !hanCharacter.test(line.body)) ? ' ' : '';
}
