import type { Paragraph, Subparagraph } from '../statute.js';
import { type ListMarker, listMarkers } from './list-marker.js';
import { introduces, preformattedLines } from './lines.js';

/** Begins a line that stands under the line above it, in a normalised article text. */
export const continuationIndent = '\u3000';

interface ParagraphLines {
  readonly lines: string[];
  readonly entries: {
    readonly label: string;
    readonly lines: string[];
    readonly items: { readonly label: string; readonly lines: string[] }[];
  }[];
  /** The list styles that are open, outermost first. */
  styles: string[];
}

const closed = /[。！？!?.;；][」』”"’')）]*(?:（[^（）]*）|\([^()]*\))?$/;
const formula = /[＝=]/;
/** A line that speaks of the paragraphs before it is one itself, however far it is indented. */
export const speaksOfParagraphs = /^(?:前[項二三四五六七八九十]|第[一二三四五六七八九十]+項)/;
const beginsParagraph = /^(?:本條|本法|依前|有前)/;

/**
 * The paragraphs (項) of a normalised article text, with their subparagraphs (款) and items (目).
 *
 * A line that begins with a list marker is a list entry: the first style of marker in a paragraph makes subparagraphs, the second
 * items, deeper ones stay lines of their item. Any other line begins a paragraph, unless it goes on with the one before: it is
 * indented (U+3000), part of a table, or the line above is unfinished (a rubric, a formula, 「：」).
 * Every line is in exactly one paragraph, in order: the texts joined by a newline are the text again.
 */
export function paragraphsOf(text: string): readonly Paragraph[] {
  const lines = text.split('\n');
  const markers = listMarkers(lines);
  const preformatted = preformattedLines(lines);
  const paragraphs: ParagraphLines[] = [];
  lines.forEach((line, index) => {
    const under = preformatted[index] === true || line.startsWith(continuationIndent);
    const marker = under ? undefined : markers[index];
    const above = paragraphs.at(-1);
    const goesOn = above !== undefined && (marker !== undefined || under || continuesParagraph(above, line));
    const paragraph: ParagraphLines = goesOn ? above : { lines: [], entries: [], styles: [] };
    if (!goesOn) paragraphs.push(paragraph);
    addLine(paragraph, line, marker);
  });
  return paragraphs.map(finish);
}

function continuesParagraph({ lines, styles }: ParagraphLines, line: string): boolean {
  const above = lines.at(-1) ?? '';
  if (speaksOfParagraphs.test(line)) return false;
  if (introduces.test(above)) return true;
  if (closed.test(above) || beginsParagraph.test(line)) return false;
  // An entry of a list often lacks its full stop; a formula always does.
  if (styles.length > 0) return false;
  return !(formula.test(above) && !formula.test(line) && closed.test(line));
}

function addLine(paragraph: ParagraphLines, line: string, marker: ListMarker | undefined): void {
  paragraph.lines.push(line);
  if (marker === undefined) {
    const entry = paragraph.entries.at(-1);
    entry?.lines.push(line);
    if (paragraph.styles.length > 1) entry?.items.at(-1)?.lines.push(line);
    return;
  }
  const depth = paragraph.styles.indexOf(marker.style);
  paragraph.styles = depth < 0 ? [...paragraph.styles, marker.style] : paragraph.styles.slice(0, depth + 1);
  addEntry(paragraph, line, marker.label);
}

function addEntry({ entries, styles }: ParagraphLines, line: string, label: string): void {
  if (styles.length === 1) {
    entries.push({ label, lines: [line], items: [] });
    return;
  }
  const entry = entries.at(-1);
  entry?.lines.push(line);
  if (styles.length === 2) entry?.items.push({ label, lines: [line] });
  else entry?.items.at(-1)?.lines.push(line);
}

function finish({ lines, entries }: ParagraphLines, index: number): Paragraph {
  const subparagraphs = entries.map((entry): Subparagraph => ({
    label: entry.label,
    text: entry.lines.join('\n'),
    items: entry.items.map((item) => ({ label: item.label, text: item.lines.join('\n') })),
  }));
  return { number: index + 1, text: lines.join('\n'), subparagraphs };
}
