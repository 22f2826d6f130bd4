import { type GrowingMention, isListed, type Mention, type StatuteName } from './mention.js';
import type { ChineseToken } from './chinese-places.js';
import { endsWithAnnex } from './annexes.js';
import { instrumentEnding } from './instruments.js';

/** How two citing words stand to each other, judged by the text between them. */
type Gap = 'adjacent' | 'joined' | 'through' | 'carried' | 'apart';

const adjacent = new Set(['', '之', '」', '』', '》', '」之', '》之']);
const joined = new Set(
  '、 及 或 與 和 暨 以及 並 ﹑ ､ ，及 ，或 、及 、或 及其 或其 与 ；或 及び 又は 若しくは 並びに 、及び 、又は'.split(
    ' ',
  ),
);
const through = new Set(['至', '迄', '到', 'から', '~', '～', '-', '－']);

/** 刑法第三百零二條之強制罪、第三百零四條; 第五條之罪及其未遂犯、第六條: the list goes on after the name of a crime. */
const afterCrime = /^(?:之[^，。；：\n第、及或]{0,12}罪)?(?:(?:及其|或其|之)?(?:預備犯|未遂犯))?[、及或與和]$/;

/** 民法總則第四十八條, 刑法妨害自由罪章第三百零二條 */
const partOfStatute = /^(?:總則|債編|物權編|親屬編|繼承編|[^，。；、及或第]{1,12}罪章)$/;

/** 民法第五條準用第六條; 民法第三十三條之請求解任董事事件、第三十六條: in 127 places of all Taiwanese law nine of ten are so. */
const carried = /^(?:[準准]用|[^。；：\n]*[、，及或與])$/;

const longestGap = 40;

/** How a citing word at `start` stands to one that ends at `end`. */
export function gapBetween(text: string, end: number, start: number): Gap {
  if (start < end || start - end > longestGap) return 'apart';
  const between = text.slice(end, start).replaceAll(/[ 　]/g, '');
  if (adjacent.has(between) || partOfStatute.test(between)) return 'adjacent';
  if (joined.has(between) || afterCrime.test(between)) return 'joined';
  if (through.has(between)) return 'through';
  return carried.test(between) ? 'carried' : 'apart';
}

/** How far its first provision may stand behind 準用: 準用本法有關…第五條. */
const longestLead = 16;

const topicStart = /(?:^|[。；，：、\n　 ）)]|但|又|且|並|而|，其)$/;

/** Decides which mentions of a text 準用 governs. Mentions and words must come in the order of the text. */
class MutatisMutandisGovernor {
  /** Where a 準用 ends that may lead in the next mention. */
  #leadEnd: number | undefined;
  /** The mentions before this one belong to earlier sentences, or were judged already. */
  #judged = 0;

  constructor(private readonly text: string) {}

  /** Takes note of 準用 at `word`, and marks the mentions before it that it governs: 第五條之規定，於…準用之. */
  govern({ end }: { readonly end: number }, mentions: readonly GrowingMention[]): void {
    this.#leadEnd = end;
    if (!looksBack(this.text, end)) return;
    let led = false;
    for (const mention of mentions.slice(this.#judged)) {
      led = isListed(mention) ? led : isTopic(this.text, mention);
      if (led) mention.mutatisMutandis = true;
    }
    this.#judged = mentions.length;
  }

  /** Whether the mention that just begins stands in a list that 準用 leads in: 準用第五條及前條之規定. */
  governs(mention: Mention, previous: Mention | undefined): boolean {
    if (isListed(mention) && previous !== undefined) return previous.mutatisMutandis;
    const lead = this.#leadEnd;
    this.#leadEnd = undefined;
    return lead !== undefined && isLead(this.text.slice(lead, Math.min(mention.start, lead + longestLead + 1)));
  }

  /** A 準用 after this does not govern the mentions before it. */
  endSentence(mentions: readonly Mention[]): void {
    this.#judged = mentions.length;
    this.#leadEnd = undefined;
  }
}

function looksBack(text: string, end: number): boolean {
  return /^(?:之|於|[，。；：]|$)/.test(text.slice(end, end + 1));
}

function isTopic(text: string, mention: Mention): boolean {
  return topicStart.test(text.slice(Math.max(0, mention.start - 2), mention.start));
}

function isLead(between: string): boolean {
  return between.length <= longestLead && !/[。；，：、\n]|^[之於]/.test(between);
}

/** What is known while the tokens are gone through. */
interface Reading {
  readonly text: string;
  readonly mentions: GrowingMention[];
  readonly governor: MutatisMutandisGovernor;
  /** The mention that may still grow, and where its words end: a definition in parentheses may follow it. */
  open: { readonly mention: GrowingMention; reach: number } | undefined;
  /** A definition in parentheses that follows no known title. */
  defined: ChineseToken | undefined;
  sentence: number;
}

/**
 * Puts the words of a Chinese text together to mentions of provisions: 民法 第五條 第一項 is one mention,
 * 、第三項 another in the same list. One pass with a bounded look at each token.
 */
export function chineseMentions(text: string, tokens: readonly ChineseToken[]): readonly Mention[] {
  const governor = new MutatisMutandisGovernor(text);
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
function belongs(mention: GrowingMention, token: ChineseToken): boolean {
  if (token.type === 'definition' || token.type === 'part') return true;
  if (mention.paragraph !== undefined) return false;
  if (token.type === 'paragraph' && mention.article !== undefined) mention.paragraph = token.place;
  else if (token.type === 'article' && mention.article === undefined) mention.article = token.place;
  else return false;
  return true;
}

function begun(reading: Reading, token: ChineseToken, gap: Gap): GrowingMention | undefined {
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
  const ending = endsWithAnnex(before) ? '附件' : instrumentEnding(before);
  return ending === undefined ? undefined : { by: 'name', statuteId: undefined, ending };
}
