import type { GrowingMention, Mention, StatuteName } from './mention.js';
import type { WesternToken, WesternUnit } from './western-lexer.js';
import { paragraphsBetween } from './reading-place.js';
import type { Gap, WesternWords } from './western-words.js';

interface State {
  readonly text: string;
  readonly words: WesternWords;
  readonly mentions: GrowingMention[];
  /** The unit that a number now belongs to: 5 and 7 in 「Articles 5 and 7」. */
  unit: WesternUnit | undefined;
  /** 5-7 is a range of it. */
  ranged: boolean;
  /** Where the last word that belongs to a citation ends. */
  reach: number;
  /** Where a subparagraph begins that a provision may follow: subparagraph 1 of paragraph 2. */
  partStart: number | undefined;
  /** The mentions from here on are one list, which a statute at its end names for all: Articles 5 and 7 of the Civil Code. */
  listStart: number;
  unitStart: number | undefined;
  /** The paragraphs of the last mention, while its list of numbers may go on. */
  numbers: number[] | undefined;
  sentence: number;
}

/**
 * Puts the words of a text in Latin letters together to mentions of provisions: Article 24, paragraph 2; Paragraph 1 of Article 10;
 * Articles 5 to 8 of the Civil Code. An article without a statute after it is one of `ownId`.
 */
export function westernMentions(
  text: string,
  tokens: readonly WesternToken[],
  { ownId, words }: { readonly ownId: string; readonly words: WesternWords },
): readonly Mention[] {
  const state: State = {
    text,
    words,
    mentions: [],
    unit: undefined,
    ranged: false,
    reach: -1,
    partStart: undefined,
    listStart: 0,
    unitStart: undefined,
    numbers: undefined,
    sentence: 0,
  };
  for (const token of tokens) take(state, token, gapBetween(state, token.start));
  for (const mention of state.mentions) {
    if (mention.article?.at === 'numbers') mention.statute ??= { by: 'name', statuteId: ownId, ending: '' };
  }
  return state.mentions;
}

function take(state: State, token: WesternToken, gap: Gap): void {
  if (token.type === 'stop') endSentence(state);
  else if (token.type === 'mutatis-mutandis') markList(state);
  else if (token.type === 'statute') takeStatute(state, token, gap);
  else if (token.type === 'unit') takeUnit(state, token, gap);
  else if (token.type === 'number') takeNumber(state, token, gap);
  else if (token.type === 'inner') takeInner(state, token, gap);
  else takeProvision(state, token, gap);
}

function endSentence(state: State): void {
  state.sentence++;
  endList(state);
}

function endList(state: State): void {
  state.reach = -1;
  state.unit = undefined;
  state.partStart = undefined;
  state.listStart = state.mentions.length;
}

/** Article 5 shall apply mutatis mutandis: the list named last in the sentence. */
function markList({ mentions, listStart }: State): void {
  for (const mention of mentions.slice(listStart)) mention.mutatisMutandis = true;
}

function takeStatute(state: State, token: Extract<WesternToken, { type: 'statute' }>, gap: Gap): void {
  if (isOfStatute(state, gap)) return nameStatute(state, token);
  endList(state);
  if (token.name === 'own') return;
  push(state, { statute: token.name }, { start: token.start, end: token.end, gap: 'apart' });
}

function isOfStatute({ words, mentions, listStart }: State, gap: Gap): boolean {
  return gap === 'of' || (words.namesBehind && gap === 'adjacent' && mentions.length > listStart);
}

/** The list that came last is of this statute. */
function nameStatute(state: State, { name, end }: Extract<WesternToken, { type: 'statute' }>): void {
  for (const mention of state.mentions.slice(state.listStart)) {
    if (name !== 'own' && mention.article?.at === 'numbers') mention.statute ??= name;
  }
  const last = state.mentions.at(-1);
  if (last !== undefined) last.end = end;
  state.reach = end;
  state.listStart = state.mentions.length;
}

function takeUnit(state: State, token: Extract<WesternToken, { type: 'unit' }>, gap: Gap): void {
  if (gap === 'apart') endList(state);
  if (token.unit === 'part' && gap !== 'adjacent' && gap !== 'joined') state.partStart = token.start;
  state.unit = token.unit;
  state.ranged = token.ranged;
  state.unitStart = token.start;
}

function takeNumber(state: State, token: Extract<WesternToken, { type: 'number' }>, gap: Gap): void {
  const { unit, unitStart } = state;
  if (unit === undefined) return;
  const start = unitStart ?? token.start;
  const between = unitStart === undefined ? listGap(gap) : gapBetween(state, unitStart);
  if (unitStart === undefined && between !== 'joined' && between !== 'through') {
    endList(state);
    return;
  }
  state.unitStart = undefined;
  const place = { start, end: token.end, gap: between };
  if (unit === 'part') extendLast(state, token.end, between);
  else if (unit === 'article') addArticle(state, articlesOf(token.number, state.ranged), place);
  else addParagraph(state, Number.parseInt(token.number, 10), place, unitStart === undefined);
}

/** Sections 5-7 are several; Article 5-7 is one. */
function articlesOf(number: string, ranged: boolean): NonNullable<Mention['article']> {
  const [from = '', to] = ranged ? number.split('-') : [number];
  return { at: 'numbers', numbers: to === undefined ? [from] : [from, to], through: to !== undefined };
}

/** Section 5(2)(a): a paragraph of the article, and what is finer; alone, subsection (2), it is a number like another. */
function takeInner(state: State, token: Extract<WesternToken, { type: 'inner' }>, gap: Gap): void {
  const isNumber = /^\d/.test(token.inner);
  if (isNumber && (state.unit !== 'article' || state.unitStart !== undefined)) {
    takeNumber(state, { ...token, type: 'number', number: token.inner }, gap);
  } else if (isNumber && isParagraph(state, gap)) {
    const place = { start: token.start, end: token.end, gap };
    addParagraph(state, Number(token.inner), place, gap !== 'adjacent');
  } else {
    extendLast(state, token.end, gap);
  }
}

/** The (2) of 5(2), and the (3) of 5(2) and (3); the (1) of 5(2)(1) is finer. */
function isParagraph({ mentions, numbers }: State, gap: Gap): boolean {
  if (gap === 'adjacent') return mentions.at(-1)?.paragraph === undefined;
  return numbers !== undefined && (gap === 'joined' || gap === 'through');
}

/** Between two of a kind a comma joins: Articles 5, 7 and 9. */
function listGap(gap: Gap): Gap {
  return gap === 'adjacent' ? 'joined' : gap;
}

function takeProvision(state: State, token: Extract<WesternToken, { type: 'article' | 'paragraph' }>, gap: Gap): void {
  if (gap === 'apart') endList(state);
  state.unit = undefined;
  const place = { start: token.start, end: token.end, gap };
  if (token.type === 'article') addArticle(state, token.place, place);
  else push(state, { paragraph: token.place }, place);
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly gap: Gap;
}

/** A further article, or the one that the paragraphs before it are of: paragraphs 1 and 2 of Article 5. */
function addArticle(state: State, article: NonNullable<Mention['article']>, place: Place): void {
  const last = state.mentions.at(-1);
  if (place.gap !== 'of' || last?.paragraph === undefined) {
    push(state, { article }, { ...place, gap: listGap(place.gap) });
    return;
  }
  if (last.article === undefined) last.article = article;
  else splitOff(state, last, article);
  const named = state.mentions.at(-1);
  if (named !== undefined) named.end = place.end;
  state.reach = place.end;
}

/** Article 5, paragraph 1 of Article 6: the paragraph is not of Article 5. */
function splitOff(state: State, last: GrowingMention, article: NonNullable<Mention['article']>): void {
  const { paragraph } = last;
  if (paragraph === undefined) return;
  delete last.paragraph;
  state.mentions.push({ ...last, article, paragraph, link: 'joined', start: last.end });
}

function addParagraph(state: State, number: number, place: Place, further: boolean): void {
  const last = state.mentions.at(-1);
  if (further && state.numbers !== undefined && last !== undefined) {
    const from = place.gap === 'through' ? (state.numbers.at(-1) ?? number) + 1 : number;
    state.numbers.push(...paragraphsBetween(from, number));
    extend(state, last, place.end);
    return;
  }
  const numbers = [number];
  const paragraph = { at: 'numbers', numbers, through: false } as const;
  if (place.gap === 'adjacent' && last?.article !== undefined && last.paragraph === undefined) {
    last.paragraph = paragraph;
    extend(state, last, place.end);
  } else {
    push(state, { paragraph }, place);
  }
  state.numbers = numbers;
}

function push(state: State, named: { statute?: StatuteName } & Partial<Mention>, { start, end, gap }: Place): void {
  const link = gap === 'joined' || gap === 'through' ? gap : 'apart';
  if (link === 'apart') state.listStart = state.mentions.length;
  const begins = gap === 'of' ? (state.partStart ?? start) : start;
  state.mentions.push({ ...named, link, sentence: state.sentence, mutatisMutandis: false, start: begins, end });
  state.partStart = undefined;
  state.numbers = undefined;
  state.reach = end;
}

function extend(state: State, mention: GrowingMention, end: number): void {
  mention.end = end;
  state.reach = end;
}

function extendLast(state: State, end: number, gap: Gap): void {
  const last = state.mentions.at(-1);
  if (last !== undefined && (gap === 'adjacent' || gap === 'joined')) last.end = end;
  state.reach = end;
}

const longestGap = 26;

function gapBetween({ text, reach: end, words }: State, start: number): Gap {
  if (end < 0 || start < end || start - end > longestGap) return 'apart';
  const between = text.slice(end, start).replaceAll(/\s+/g, ' ');
  return words.gaps.find(([, pattern]) => pattern.test(between))?.[0] ?? 'apart';
}
