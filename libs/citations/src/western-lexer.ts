import { parseArticleNumber } from '@lexhop/statutes';
import type { ArticlePlace, ParagraphPlace, StatuteName } from './mention.js';
import type { StatuteTitles } from './statute-titles.js';
import { countOf, type WesternWords } from './western-words.js';

/** A word of a statute in Latin letters that matters for citations. */
export type WesternToken = { readonly start: number; readonly end: number } & (
  | { readonly type: 'unit'; readonly unit: WesternUnit; readonly ranged: boolean }
  | { readonly type: 'number'; readonly number: string }
  /** (2) or (a) behind a number. */
  | { readonly type: 'inner'; readonly inner: string }
  | { readonly type: 'article'; readonly place: ArticlePlace }
  | { readonly type: 'paragraph'; readonly place: ParagraphPlace }
  /** `own`: this Act. A statute that is not among the titles has `statuteId` undefined. */
  | { readonly type: 'statute'; readonly name: StatuteName | 'own' }
  | { readonly type: 'mutatis-mutandis' }
  | { readonly type: 'stop' }
);

export type WesternUnit = 'article' | 'paragraph' | 'part';

/** The words of a text in Latin letters that matter for citations, in order. Looks once at each word, at a window of bounded length, so it takes linear time. */
export function lexWestern(text: string, titles: StatuteTitles, words: WesternWords): readonly WesternToken[] {
  const tokens: WesternToken[] = [];
  for (let index = 0; index < text.length;) {
    if (!mayBegin(text, index)) {
      index++;
      continue;
    }
    const token =
      namedAt(text, index, titles) ?? wordAt(text, index, words) ?? documentAt(text, index, { titles, words });
    if (token !== undefined) tokens.push(token);
    index = token?.end ?? index + 1;
  }
  return tokens;
}

function mayBegin(text: string, index: number): boolean {
  return !/\w/.test(text[index] ?? '') || !/\w/.test(text[index - 1] ?? '');
}

function namedAt(text: string, start: number, names: StatuteTitles): WesternToken | undefined {
  const match = names.mayStartWith(text.charCodeAt(start)) ? names.matchAt(text, start) : undefined;
  if (match === undefined) return undefined;
  return { type: 'statute', start, end: match.end, name: { by: 'name', statuteId: match.statuteId, ending: '' } };
}

function documentAt(
  text: string,
  start: number,
  { titles, words }: { readonly titles: StatuteTitles; readonly words: WesternWords },
): WesternToken | undefined {
  words.document.lastIndex = start;
  const said = words.document.exec(text)?.[0];
  if (said === undefined) return undefined;
  const statuteId = words
    .titlesOf(said)
    .map((title) => titles.idOf(title))
    .find((id) => id !== undefined);
  return { type: 'statute', start, end: start + said.length, name: { by: 'name', statuteId, ending: '' } };
}

function wordAt(text: string, start: number, words: WesternWords): WesternToken | undefined {
  words.word.lastIndex = start;
  const match = words.word.exec(text);
  if (match === null) return undefined;
  const span = { start, end: start + match[0].length };
  const { own, same, mutatis, stop } = match.groups ?? {};
  const numbering = numberingToken(match.groups ?? {}, words);
  if (numbering !== undefined) return { ...numbering, ...span };
  if (own !== undefined) return { type: 'statute', name: 'own', ...span };
  if (same !== undefined) return { type: 'statute', name: { by: 'repetition', ending: '', further: '' }, ...span };
  if (mutatis !== undefined) return { type: 'mutatis-mutandis', ...span };
  return stop === undefined ? relativeToken(match.groups ?? {}, span, words) : { type: 'stop', ...span };
}

function numberingToken({ unit, number, inner }: Readonly<Record<string, string | undefined>>, words: WesternWords) {
  if (inner !== undefined) return { type: 'inner', inner } as const;
  if (number !== undefined) return { type: 'number', number: numberOf(number) } as const;
  if (unit === undefined) return undefined;
  return { type: 'unit', unit: unitOf(unit, words), ranged: words.ranged?.test(unit.toLowerCase()) === true } as const;
}

/** L. 121-1 as `L121-1`, 2 bis as `2bis`, premier as 1. */
function numberOf(said: string): string {
  return parseArticleNumber(`Article ${said}`) ?? said;
}

function relativeToken(
  {
    direction = '',
    direction2 = direction,
    before,
    after,
    relative = '',
    relative2 = relative,
  }: Readonly<Record<string, string | undefined>>,
  span: { readonly start: number; readonly end: number },
  words: WesternWords,
): WesternToken {
  const place = placeOf(direction2.toLowerCase(), countOf(before ?? after), words);
  return unitOf(relative2, words) === 'article'
    ? { type: 'article', place, ...span }
    : { type: 'paragraph', place, ...span };
}

function placeOf(direction: string, number: number, { here, next }: WesternWords): ArticlePlace & ParagraphPlace {
  if (here.test(direction)) return { at: 'here' };
  if (direction === 'same') return { at: 'same' };
  return next.test(direction) ? { at: 'next' } : { at: 'back', count: number };
}

function unitOf(said: string, { article, paragraph }: WesternWords): WesternUnit {
  const lower = said.toLowerCase();
  if (article.test(lower)) return 'article';
  return paragraph.test(lower) ? 'paragraph' : 'part';
}
