import {
  areWords,
  columnWidth,
  goesOn,
  introduces,
  neverFirst,
  sentenceEnd,
  type SourceLine,
  sourceLines,
  splitLines,
} from './lines.js';
import { type ListMarker, listMarkers } from './list-marker.js';
import { continuationIndent, speaksOfParagraphs } from './paragraphs-of.js';

/**
 * How a statute's file breaks its lines. Measured over all Taiwanese law: 3,228 statutes are `wrapped` at 64 columns throughout,
 * 8,178 have one line per paragraph or list entry, 27 mix the two.
 */
export type LineLayout = 'wrapped' | 'whole';

/** The column at which wrapped statutes are wrapped. */
const pageWidth = 64;
/** Lines this much wider still count as wrapped: a few characters were counted otherwise. */
const pageSlack = 2;
/** Some statutes were wrapped a few columns earlier. */
const nearlyFull = 54;

const hanCharacter = /\p{Script=Han}/u;
const formula = /[＝=]/;
const symbolDefinition = /^.{0,12}[：:＝=]/;

/** Whether the next line's first character would not have fitted on this line. */
function isFull(line: SourceLine, next: SourceLine): boolean {
  return line.width <= pageWidth + pageSlack && line.width + columnWidth(next.body.charAt(0)) > pageWidth;
}

/**
 * Whether the break between two lines is only the page's: the sentence goes on.
 * The next line is no list entry. A sentence that ends exactly at the page's edge is ambiguous; then the next line's first words decide,
 * and inside a list entry its indentation.
 */
function isPageBreak(line: SourceLine, next: SourceLine, entry: SourceLine | undefined, layout: LineLayout): boolean {
  if (line.preformatted || next.preformatted || next.afterBlankLine) return false;
  if (neverFirst.test(next.body)) return true;
  if (!hanCharacter.test(line.body)) return splitsLatinSentence(line, next);
  if (!sentenceEnd.test(line.body)) return isFull(line, next) || splitsProse(line, next);
  return layout === 'wrapped' && isFull(line, next) && goesOnAfterSentence(line, next, entry);
}

function goesOnAfterSentence(line: SourceLine, next: SourceLine, entry: SourceLine | undefined): boolean {
  if (introduces.test(line.body)) return false;
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
function gapBetween(line: SourceLine, next: SourceLine): '' | ' ' {
  return areWords(line.body, next.body) && (line.trailingBlank || !hanCharacter.test(line.body)) ? ' ' : '';
}

/** Lines that are one when they are joined, and the list marker that begins the first of them. */
interface LineGroup {
  readonly lines: SourceLine[];
  readonly marker: ListMarker | undefined;
}

/** The layout of a statute, from the contents of its articles: one line wider than the page says that it is not wrapped. */
export function lineLayout(contents: Iterable<string>): LineLayout {
  const limit = pageWidth + pageSlack;
  for (const content of contents) {
    const wide = splitLines(content).some((line) => line.length * 2 > limit && columnWidth(line.trimEnd()) > limit);
    if (wide) return 'whole';
  }
  return 'wrapped';
}

/**
 * The normalised text of an article: one line for each paragraph, list entry or table row. Joins the lines that a page width broke inside a
 * sentence, and loses no character but blanks.
 */
export function articleText(content: string, layout: LineLayout): string {
  const lines = sourceLines(content);
  const markers = realMarkers(lines, listMarkers(lines.map(({ body }) => body)));
  const groups: LineGroup[] = [];
  lines.forEach((line, index) => {
    const group = groups.at(-1);
    const above = group?.lines.at(-1);
    const entry = group?.marker === undefined ? undefined : group.lines[0];
    const joins = above !== undefined && markers[index] === undefined && isPageBreak(above, line, entry, layout);
    if (joins) group?.lines.push(line);
    else groups.push({ lines: [line], marker: markers[index] });
  });
  return textLines(groups).join('\n');
}

/** 「依第\n一、二款」: a full unfinished line before it says that the marker is none, unless the list had come to just there. */
function realMarkers(lines: readonly SourceLine[], markers: readonly (ListMarker | undefined)[]) {
  const last = new Map<string, number | undefined>();
  return lines.map((line, index) => {
    const marker = line.preformatted ? undefined : markers[index];
    if (marker === undefined) return undefined;
    const isNext = last.has(marker.style) && last.get(marker.style) === (marker.ordinal ?? 0) - 1;
    if (!isNext && isCut(lines[index - 1], line)) return undefined;
    last.set(marker.style, marker.ordinal);
    return marker;
  });
}

function isCut(line: SourceLine | undefined, next: SourceLine): boolean {
  return line !== undefined && !line.preformatted && isFull(line, next) && !sentenceEnd.test(line.body);
}

/** The joined lines. One that stands under the line above begins with an ideographic blank: it is indented there, no list marker begins it, and it is no table. */
function textLines(groups: readonly LineGroup[]): readonly string[] {
  const margin = least(groups.filter(({ marker }) => marker === undefined).map(leastIndent));
  const firstEntry = groups.findIndex(({ marker }) => marker !== undefined);
  return groups.map((group, index) => {
    const text = joinedText(group.lines);
    const indented = leastIndent(group) >= margin + 2 && !speaksOfParagraphs.test(text);
    const underEntry = firstEntry >= 0 && firstEntry < index;
    const continues = indented && isPlain(group) && (underEntry || leavesOpen(groups[index - 1]));
    return continues ? continuationIndent + text : text;
  });
}

function isPlain({ lines, marker }: LineGroup): boolean {
  return marker === undefined && lines[0]?.preformatted !== true;
}

function leavesOpen(group: LineGroup | undefined): boolean {
  const line = group?.lines.at(-1);
  return line !== undefined && (!sentenceEnd.test(line.body) || introduces.test(line.body));
}

function leastIndent({ lines }: LineGroup): number {
  return least(lines.map(({ indent }) => indent));
}

/** Not Math.min(...), which overflows the stack for an article of a million lines. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((smallest, number) => Math.min(smallest, number), Infinity);
}

function joinedText(lines: readonly SourceLine[]): string {
  const [first] = lines;
  if (first === undefined || first.preformatted) return first?.body ?? '';
  const text = lines.reduce((joined, line, index) => {
    const before = lines[index - 1];
    return before === undefined ? line.body : joined + gapBetween(before, line) + line.body;
  }, '');
  return text.replace(/[ \t\u00a0\u3000]{2,}|[\u3000\u00a0\t]/g, ' ');
}
