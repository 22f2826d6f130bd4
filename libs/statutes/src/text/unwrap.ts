import { columnWidth } from './column-width.js';
import {
  endsSentence,
  gapBetween,
  introduces,
  isFull,
  isPageBreak,
  type LineLayout,
  pageSlack,
  pageWidth,
} from './line-breaks.js';
import { type ListMarker, listMarkers } from './list-marker.js';
import { type SourceLine, sourceLines, splitLines } from './source-lines.js';

/** One line of an article's text as people mean it, after joining. */
export interface TextLine {
  readonly text: string;
  /** Stands under the line above: it is indented there, no list marker begins it, and it is no table. */
  readonly continues: boolean;
}

interface LineGroup {
  readonly lines: SourceLine[];
  readonly marker: ListMarker | undefined;
}

/** A paragraph that speaks of the one before it is one itself, however far it is indented. */
const opensParagraph = /^(?:前[項二三四五六七八九十]|第[一二三四五六七八九十]+項)/;

/** The layout of a statute, from the contents of its articles: one line wider than the page says that it is not wrapped. */
export function lineLayout(contents: Iterable<string>): LineLayout {
  const limit = pageWidth + pageSlack;
  for (const content of contents) {
    const wide = splitLines(content).some((line) => line.length * 2 > limit && columnWidth(line.trimEnd()) > limit);
    if (wide) return 'whole';
  }
  return 'wrapped';
}

/** Joins the lines that a page width broke inside a sentence; keeps the breaks between paragraphs and list entries. Loses no character but blanks. */
export function unwrap(content: string, layout: LineLayout): readonly TextLine[] {
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
  return textLines(groups);
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
  return line !== undefined && !line.preformatted && isFull(line, next) && !endsSentence(line);
}

function textLines(groups: readonly LineGroup[]): readonly TextLine[] {
  const margin = least(groups.filter(({ marker }) => marker === undefined).map(leastIndent));
  const firstEntry = groups.findIndex(({ marker }) => marker !== undefined);
  return groups.map((group, index) => {
    const text = joinedText(group.lines);
    const indented = leastIndent(group) >= margin + 2 && !opensParagraph.test(text);
    const underEntry = firstEntry >= 0 && firstEntry < index;
    return { text, continues: indented && isPlain(group) && (underEntry || leavesOpen(groups[index - 1])) };
  });
}

function isPlain({ lines, marker }: LineGroup): boolean {
  return marker === undefined && lines[0]?.preformatted !== true;
}

function leavesOpen(group: LineGroup | undefined): boolean {
  const line = group?.lines.at(-1);
  return line !== undefined && (!endsSentence(line) || introduces(line));
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
