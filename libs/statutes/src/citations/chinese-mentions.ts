import type { ChineseToken } from './chinese-tokens.js';
import type { Mention, StatuteName } from './mention.js';
import { type Gap, gapBetween } from './gaps.js';
import { instrumentEnding } from './instruments.js';
import { mutatisMutandisGovernor } from './mutatis-mutandis.js';

type Growing = { -readonly [Key in keyof Mention]: Mention[Key] };

/** The mention that is growing, and where its words end: a definition in parentheses may follow it. */
interface Open {
  readonly mention: Growing;
  reach: number;
}

/**
 * Puts the words of a Chinese text together to mentions of provisions: 民法 第五條 第一項 is one mention,
 * 、第三項 another in the same list. One pass with a bounded look at each token.
 */
export function chineseMentions(text: string, tokens: readonly ChineseToken[]): readonly Mention[] {
  const mentions: Growing[] = [];
  const governor = mutatisMutandisGovernor(text);
  let open: Open | undefined;
  let sentence = 0;
  /** A definition in parentheses that follows no known title, and where it begins. */
  let defined: { readonly start: number; readonly end: number } | undefined;
  for (const token of tokens) {
    if (token.type === 'mutatis-mutandis') {
      governor.govern(token, mentions);
    } else if (token.type === 'stop') {
      open = undefined;
      if (text[token.start] !== '；') sentence++;
      governor.endSentence(mentions);
    } else {
      const gap = open === undefined ? 'apart' : gapBetween(text, open.reach, token.start);
      if (open !== undefined && grow(open, token, gap)) continue;
      if (token.type === 'definition') defined = token;
      const nameEnd = defined?.end === token.start ? defined.start : token.start;
      const mention = begun(token, { gap, sentence, before: () => documentBefore(text, nameEnd) });
      if (mention === undefined) continue;
      mention.mutatisMutandis = governor.governs(mention, mentions.at(-1));
      mentions.push(mention);
      open = { mention, reach: token.end };
    }
  }
  return mentions;
}

/** Adds a token to the mention it belongs to: an article to its statute, a paragraph to its article, 第一款 to either. */
function grow(open: Open, token: ChineseToken, gap: Gap): boolean {
  const { mention } = open;
  if (token.type === 'definition' && gap === 'adjacent') {
    open.reach = token.end;
    return true;
  }
  if (token.type === 'part' && gap !== 'apart') return extend(open, token.end);
  if (gap !== 'adjacent') return false;
  if (token.type === 'article' && mention.article === undefined && mention.paragraph === undefined) {
    mention.article = token.place;
    return extend(open, token.end);
  }
  if (token.type === 'paragraph' && mention.article !== undefined && mention.paragraph === undefined) {
    mention.paragraph = token.place;
    return extend(open, token.end);
  }
  return false;
}

function extend(open: Open, end: number): true {
  open.mention.end = end;
  open.reach = end;
  return true;
}

interface Beginning {
  readonly gap: Gap;
  readonly sentence: number;
  /** The ending of the document that is named right before, if any. */
  before(): string | undefined;
}

function begun(token: ChineseToken, { gap, sentence, before }: Beginning): Growing | undefined {
  const link = gap === 'adjacent' ? 'apart' : gap;
  const base = { link, sentence, mutatisMutandis: false, start: token.start, end: token.end } as const;
  if (token.type === 'statute') return { ...base, statute: token.name };
  if (token.type !== 'article' && token.type !== 'paragraph') return undefined;
  const named = token.type === 'article' ? { article: token.place } : { paragraph: token.place };
  const ending = link === 'apart' && token.place.at === 'numbers' ? before() : undefined;
  return { ...base, ...named, ...(ending === undefined ? {} : { statute: documentName(ending) }) };
}

/** 公共危險罪章 is of the criminal code that was named before; any other document here is not among the titles. */
function documentName(ending: string): StatuteName {
  return ending === crimes
    ? { by: 'repetition', ending: '法', further: '' }
    : { by: 'name', statuteId: undefined, ending };
}

const crimes = '罪章';

/** 聯合國憲章第五條, 附件一第二項: a document that is named right before a place, but is no known statute. */
function documentBefore(text: string, end: number): string | undefined {
  const before = text.slice(Math.max(0, end - 12), end).replace(/[「」『』《》 　之]{1,4}$/, '');
  if (before.endsWith(crimes)) return crimes;
  return instrumentEnding(before.replace(/(?<=附[件表錄])[一二三四五六七八九十\d]{1,3}$/, ''));
}
