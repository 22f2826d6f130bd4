import type { ArticlePlace, ParagraphPlace, StatuteName } from './mention.js';
import type { LexedText, StatuteNames } from './chinese-lexer.js';

/** A word of an English statute that matters for citations. */
export type EnglishToken = { readonly start: number; readonly end: number } & (
  | { readonly type: 'unit'; readonly unit: EnglishUnit }
  | { readonly type: 'number'; readonly number: string }
  | { readonly type: 'article'; readonly place: ArticlePlace }
  | { readonly type: 'paragraph'; readonly place: ParagraphPlace }
  /** `own`: this Act. A statute that is not among the titles has `statuteId` undefined. */
  | { readonly type: 'statute'; readonly name: StatuteName | 'own' }
  | { readonly type: 'mutatis-mutandis' }
  | { readonly type: 'stop' }
);

export type EnglishUnit = 'article' | 'paragraph' | 'part';

const counts = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const count = `(?:${counts.join('|')}|\\d{1,2})`;
const kinds =
  '(?:Act|Law|Code|Statute|Regulations?|Rules|Bylaws|Standards|Measures|Directions|Guidelines|Constitution)';
const documents =
  '(?:Act|Law|Code|Statute|Regulations?|Rules|Bylaws|Constitution|Convention|Agreement|Treaty|Charter|Protocol)';

const word = new RegExp(
  [
    `(?<unit>\\b(?:articles?|arts?\\.|paragraphs?|sub-?paragraphs?|items?|sub-?items?|points?|clauses?)(?= ?\\d))`,
    `\\b(?:the )?(?:(?<before>${count}) )?(?<direction>preceding|foregoing|previous|following|next|same|this)(?: (?<after>${count}))? (?<relative>articles?|paragraphs?)\\b`,
    `\\b(?<own>this ${kinds}\\b|the (?:Act|Law|Code)\\b(?! of [A-Z]))`,
    `\\b(?<same>the same (?:${kinds}))\\b`,
    `(?<mutatis>\\bmutatis mutandis\\b)`,
    `(?<number>\\b\\d{1,4}(?:-\\d{1,3})?\\b)`,
    `(?<stop>[.;](?=\\s|$)|\\n)`,
  ].join('|'),
  'giy',
);
const document = new RegExp(`(?:[A-Z][\\w'’-]{0,30} (?:(?:of|and|for|the|on|in|to) ){0,3}){1,10}${documents}\\b`, 'y');

/** The words of an English text that matter for citations, in order. One pass; each look is at a bounded stretch. */
export function lexEnglish(text: string, names: StatuteNames): LexedText<EnglishToken> {
  const tokens: EnglishToken[] = [];
  let windows = 0;
  for (let index = 0; index < text.length;) {
    if (!mayBegin(text, index)) {
      index++;
      continue;
    }
    windows++;
    const token = namedAt(text, index, names) ?? wordAt(text, index) ?? documentAt(text, index);
    if (token !== undefined) tokens.push(token);
    index = token?.end ?? index + 1;
  }
  return { tokens, windows };
}

function mayBegin(text: string, index: number): boolean {
  return !/\w/.test(text[index] ?? '') || !/\w/.test(text[index - 1] ?? '');
}

function namedAt(text: string, start: number, names: StatuteNames): EnglishToken | undefined {
  const match = names.mayStartWith(text.charCodeAt(start)) ? names.matchAt(text, start) : undefined;
  if (match === undefined) return undefined;
  return { type: 'statute', start, end: match.end, name: { by: 'name', statuteId: match.statuteId, ending: '' } };
}

function documentAt(text: string, start: number): EnglishToken | undefined {
  document.lastIndex = start;
  const words = document.exec(text)?.[0];
  if (words === undefined) return undefined;
  return { type: 'statute', start, end: start + words.length, name: { by: 'name', statuteId: undefined, ending: '' } };
}

function wordAt(text: string, start: number): EnglishToken | undefined {
  word.lastIndex = start;
  const match = word.exec(text);
  if (match === null) return undefined;
  const span = { start, end: start + match[0].length };
  const { unit, number, own, same, mutatis, stop } = match.groups ?? {};
  if (unit !== undefined) return { type: 'unit', unit: unitOf(unit), ...span };
  if (number !== undefined) return { type: 'number', number, ...span };
  if (own !== undefined) return { type: 'statute', name: 'own', ...span };
  if (same !== undefined) return { type: 'statute', name: { by: 'repetition', ending: '', further: '' }, ...span };
  if (mutatis !== undefined) return { type: 'mutatis-mutandis', ...span };
  return stop === undefined ? relativeToken(match.groups ?? {}, span) : { type: 'stop', ...span };
}

function relativeToken(
  { direction = '', before, after, relative = '' }: Readonly<Record<string, string | undefined>>,
  span: { readonly start: number; readonly end: number },
): EnglishToken {
  const place = placeOf(direction.toLowerCase(), countOf(before ?? after));
  return unitOf(relative) === 'article' ? { type: 'article', place, ...span } : { type: 'paragraph', place, ...span };
}

function placeOf(direction: string, number: number): ArticlePlace & ParagraphPlace {
  if (direction === 'this') return { at: 'here' };
  if (direction === 'same') return { at: 'same' };
  if (direction === 'following' || direction === 'next') return { at: 'next' };
  return { at: 'back', count: number };
}

function countOf(words: string | undefined): number {
  if (words === undefined) return 1;
  const named = counts.indexOf(words.toLowerCase());
  return named < 0 ? Number(words) : named + 2;
}

function unitOf(words: string): EnglishUnit {
  const lower = words.toLowerCase();
  if (lower.startsWith('art')) return 'article';
  return lower.startsWith('paragraph') ? 'paragraph' : 'part';
}
