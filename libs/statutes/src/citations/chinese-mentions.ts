import type { ChineseToken } from './chinese-tokens.js';
import type { Mention, StatuteName } from './mention.js';
import { type Gap, gapBetween } from './gaps.js';
import { instrumentEnding } from './instruments.js';
import { type MutatisMutandisGovernor, mutatisMutandisGovernor } from './mutatis-mutandis.js';

type Growing = { -readonly [Key in keyof Mention]: Mention[Key] };

/** What is known while the tokens are gone through. */
interface Reading {
  readonly text: string;
  readonly mentions: Growing[];
  readonly governor: MutatisMutandisGovernor;
  /** The mention that may still grow, and where its words end: a definition in parentheses may follow it. */
  open: { readonly mention: Growing; reach: number } | undefined;
  /** A definition in parentheses that follows no known title. */
  defined: ChineseToken | undefined;
  sentence: number;
}

/**
 * Puts the words of a Chinese text together to mentions of provisions: 民法 第五條 第一項 is one mention,
 * 、第三項 another in the same list. One pass with a bounded look at each token.
 */
export function chineseMentions(text: string, tokens: readonly ChineseToken[]): readonly Mention[] {
  const governor = mutatisMutandisGovernor(text);
  const reading: Reading = { text, mentions: [], governor, open: undefined, defined: undefined, sentence: 0 };
  for (const token of tokens) {
    if (token.type === 'mutatis-mutandis') governor.govern(token, reading.mentions);
    else if (token.type === 'stop') stop(reading, token.start);
    else take(reading, token);
  }
  return reading.mentions;
}

function stop(reading: Reading, position: number): void {
  reading.open = undefined;
  if (reading.text[position] !== '；') reading.sentence++;
  reading.governor.endSentence(reading.mentions);
}

function take(reading: Reading, token: ChineseToken): void {
  const { open, text } = reading;
  const gap = open === undefined ? 'apart' : gapBetween(text, open.reach, token.start);
  if (
    open !== undefined &&
    (gap === 'adjacent' ? belongs(open.mention, token) : token.type === 'part' && gap !== 'apart')
  ) {
    open.reach = token.end;
    if (token.type !== 'definition') open.mention.end = token.end;
    return;
  }
  if (token.type === 'definition') reading.defined = token;
  const mention = begun(reading, token, gap);
  if (mention === undefined) return;
  mention.mutatisMutandis = reading.governor.governs(mention, reading.mentions.at(-1));
  reading.mentions.push(mention);
  reading.open = { mention, reach: token.end };
}

/** Whether a token right behind a mention is part of it: an article of its statute, a paragraph of its article, 第一款 of either. */
function belongs(mention: Growing, token: ChineseToken): boolean {
  if (token.type === 'definition' || token.type === 'part') return true;
  if (mention.paragraph !== undefined) return false;
  if (token.type === 'paragraph' && mention.article !== undefined) mention.paragraph = token.place;
  else if (token.type === 'article' && mention.article === undefined) mention.article = token.place;
  else return false;
  return true;
}

function begun(reading: Reading, token: ChineseToken, gap: Gap): Growing | undefined {
  const link = gap === 'adjacent' ? 'apart' : gap;
  const { start, end } = token;
  const base = { link, sentence: reading.sentence, mutatisMutandis: false, start, end } as const;
  if (token.type === 'statute') return { ...base, statute: token.name };
  if (token.type !== 'article' && token.type !== 'paragraph') return undefined;
  const named = token.type === 'article' ? { article: token.place } : { paragraph: token.place };
  const statute =
    (link === 'apart' || link === 'carried') && token.place.at === 'numbers'
      ? documentBefore(reading, start)
      : undefined;
  return { ...base, ...named, ...(statute === undefined ? {} : { statute }) };
}

/**
 * 聯合國憲章第五條, 附件一第二項: a document that is named right before a place, but is no known statute.
 * 公共危險罪章第一百七十三條 is of the criminal code that was named before.
 */
function documentBefore({ text, defined }: Reading, start: number): StatuteName | undefined {
  const end = defined?.end === start ? defined.start : start;
  const before = text.slice(Math.max(0, end - 12), end).replace(/[「」『』《》 　之]{1,4}$/, '');
  if (before.endsWith('罪章')) return { by: 'repetition', ending: '法', further: '' };
  const ending = instrumentEnding(before.replace(/(?<=附[件表錄])[一二三四五六七八九十\d]{1,3}$/, ''));
  return ending === undefined ? undefined : { by: 'name', statuteId: undefined, ending };
}
