import type { ChineseToken } from './chinese-tokens.js';
import type { Mention } from './mention.js';
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
  for (const token of tokens) {
    if (token.type === 'mutatis-mutandis') {
      governor.govern(token, mentions);
    } else if (token.type === 'stop') {
      open = undefined;
      governor.endSentence(mentions);
    } else {
      const gap = open === undefined ? 'apart' : gapBetween(text, open.reach, token.start);
      if (open !== undefined && grow(open, token, gap)) continue;
      const mention = begun(text, token, gap);
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
  if (token.type === 'definition') {
    if (gap === 'adjacent') open.reach = token.end;
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

function begun(text: string, token: ChineseToken, gap: Gap): Growing | undefined {
  const link = gap === 'adjacent' ? 'apart' : gap;
  const base = { link, mutatisMutandis: false, start: token.start, end: token.end } as const;
  if (token.type === 'statute') return { ...base, statute: token.name };
  if (token.type === 'paragraph') return { ...base, paragraph: token.place };
  if (token.type !== 'article') return undefined;
  const ending = link === 'apart' && token.place.at === 'numbers' ? documentBefore(text, token.start) : undefined;
  if (ending === undefined) return { ...base, article: token.place };
  return { ...base, article: token.place, statute: { by: 'name', statuteId: undefined, ending } };
}

/** 聯合國憲章第五條: the article belongs to a document that is named right before it, but is no known statute. */
function documentBefore(text: string, start: number): string | undefined {
  const before = text.slice(Math.max(0, start - 12), start);
  return instrumentEnding(before.replace(/[「」『』《》 　之]{1,4}$/, ''));
}
