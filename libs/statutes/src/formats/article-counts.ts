import { articleChain } from './article-chain.js';
import type { Remark } from './statute-draft.js';
import type { KeptRows, Row } from './text-rows.js';

/** Some of a text's rows, from the first article's to before the next count's. */
interface Count {
  readonly start: number;
  readonly end: number;
}

/**
 * The rows in which a text counts its own articles: not those of a table of contents above them, nor what is counted anew below them (the articles
 * of supplementary provisions, of another statute); with what stands above all. A text that counts once is given back whole.
 */
export function withinCount(rows: readonly Row[]): KeptRows {
  const counts = countsIn(rows);
  const own = counts.length < 2 ? undefined : ownCount(rows, counts);
  const [first] = counts;
  if (own === undefined || first === undefined) return { rows, leftOut: [] };
  const above = rows.slice(0, first.start);
  const isContents = own.start > first.start;
  const kept = isContents ? above.filter(({ line }) => !contentsTitle.test(line.text)) : above;
  const leftOut = [
    ...(isContents ? [contentsRemark(rows, { start: first.start, end: own.start })] : []),
    ...(own.end < rows.length ? [anewRemark(rows, { start: own.end, end: rows.length })] : []),
  ];
  return { rows: [...kept, ...rows.slice(own.start, own.end)], leftOut };
}

const contentsTitle = /^(?:目\s*[錄录次]|(?:table of )?contents|inhalt(?:sverzeichnis|sübersicht)?|sommaire)$/i;

/** The count that opens as many articles as the whole text; of several the one with the most text, of none the text up to where it counts anew below its last article. */
function ownCount(rows: readonly Row[], counts: readonly Count[]): Count | undefined {
  const whole = articleChain(candidatesIn(rows));
  const good = counts.filter(
    ({ start, end }) => articleChain(candidatesIn(rows.slice(start, end))).indices.length >= whole.indices.length,
  );
  const most = Math.max(...good.map((count) => lengthOf(rows, count)));
  const longest = good.find((count) => lengthOf(rows, count) === most);
  if (longest) return longest;
  const opening = rows.filter(({ candidate }) => candidate !== undefined)[whole.indices.at(-1) ?? 0];
  const last = opening ? rows.indexOf(opening) : rows.length;
  const anew = counts.find(({ start }) => start > last);
  return anew && { start: counts[0]?.start ?? 0, end: anew.start };
}

function candidatesIn(rows: readonly Row[]) {
  return rows.flatMap(({ candidate }) => candidate ?? []);
}

function lengthOf(rows: readonly Row[], { start, end }: Count): number {
  return rows.slice(start, end).reduce((sum, { line }) => sum + line.text.length, 0);
}

/** Where a text begins to count articles: at its first, and wherever 1 and the next number stand again below higher ones, or 1 alone below 附則. */
function countsIn(rows: readonly Row[]): readonly Count[] {
  const places = rows.flatMap(({ candidate }, place) => (candidate ? [place] : []));
  const starts: number[] = [];
  let [hasBegun, hasRisen] = [false, false];
  places.forEach((place, index) => {
    const number = numberAt(rows, place);
    const isFirst = starts.length === 0;
    const beginsAnew =
      hasRisen && number === '1' && (isNextNumber(numberAt(rows, places[index + 1])) || isSupplement(rows, place));
    if (isFirst || beginsAnew) {
      starts.push(isFirst ? place : startAbove(rows, place));
      hasRisen = false;
    }
    // An excerpt, or notes on amendments, may begin with another number.
    if (number === '1') hasBegun = true;
    else hasRisen = hasBegun;
  });
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? rows.length }));
}

function numberAt(rows: readonly Row[], place: number | undefined): string | undefined {
  return place === undefined ? undefined : rows[place]?.candidate?.article.numbers[0];
}

function isNextNumber(number: string | undefined): boolean {
  return number === '2' || number === '1a' || number === '1-1' || number === '1-2';
}

const supplement = /^附\s*[則则](?:\s|[（(]|$)/;
const mostRowsAbove = 6;

function isSupplement(rows: readonly Row[], place: number): boolean {
  return rows.slice(Math.max(0, place - mostRowsAbove), place).some(({ line }) => supplement.test(line.text));
}

const longestTitle = 40;

/** With the headings, the title or the caption right above its first article. */
function startAbove(rows: readonly Row[], place: number): number {
  let start = place;
  for (let above = place - 1; above >= Math.max(0, place - mostRowsAbove); above--) {
    const row = rows[above];
    if (row === undefined || row.candidate !== undefined) break;
    if (isAboveCount(row)) start = above;
    else if (row.line.text !== '') break;
  }
  return start;
}

function isAboveCount({ line: { text }, heading }: Row): boolean {
  const isTitle =
    text !== '' && text.length <= longestTitle && !/[。；;：:，,、…]|^[一二三四五六七八九十\d]/.test(text);
  return heading !== undefined || isTitle || supplement.test(text);
}

function contentsRemark(rows: readonly Row[], { start, end }: Count): Remark {
  const [from, to] = [rows[start]?.number ?? 1, rows[end - 1]?.number ?? 1];
  const sentence = `Lines ${from} to ${to} name articles that stand again below, as a table of contents does; they were left out.`;
  return { code: 'articles-counted-anew', place: `line ${from}`, sentence };
}

function anewRemark(rows: readonly Row[], { start, end }: Count): Remark {
  const from = rows[start]?.number ?? 1;
  const words = JSON.stringify(rows[start]?.line.text.slice(0, longestTitle) ?? '');
  const sentence = `The articles are counted anew from ${words} on; ${end - start} lines were left out.`;
  return { code: 'articles-counted-anew', place: `line ${from}`, sentence };
}
