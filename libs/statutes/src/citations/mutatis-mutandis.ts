import type { Mention } from './mention.js';

/** Decides which mentions 準用 governs. */
export interface MutatisMutandisGovernor {
  /** Takes note of 準用 at `word`, and marks the mentions before it that it governs: 第五條之規定，於…準用之. */
  govern(word: { readonly end: number }, mentions: Governed[]): void;
  /** Whether the mention that just begins stands in a list that 準用 leads in: 準用第五條及前條之規定. */
  governs(mention: Mention, previous: Mention | undefined): boolean;
  /** A 準用 after this does not govern the mentions before it. */
  endSentence(mentions: readonly Governed[]): void;
}

type Governed = { -readonly [Key in keyof Mention]: Mention[Key] };

/** How far its first provision may stand behind 準用: 準用本法有關…第五條. */
const longestLead = 16;

const topicStart = /(?:^|[。；，：、\n　 ）)]|但|又|且|並|而|，其)$/;

/** A governor for one text; mentions and words must come in the order of the text. */
export function mutatisMutandisGovernor(text: string): MutatisMutandisGovernor {
  let leadEnd: number | undefined;
  /** The mentions before this one belong to earlier sentences, or were judged already. */
  let judged = 0;
  return {
    govern: ({ end }, mentions) => {
      leadEnd = end;
      if (!looksBack(text, end)) return;
      let led = false;
      for (let index = judged; index < mentions.length; index++) {
        const mention = mentions[index];
        if (mention === undefined) continue;
        led = isListed(mention) ? led : isTopic(text, mention);
        if (led) mention.mutatisMutandis = true;
      }
      judged = mentions.length;
    },
    governs: (mention, previous) => {
      if (isListed(mention) && previous !== undefined) return previous.mutatisMutandis;
      const lead = leadEnd;
      leadEnd = undefined;
      return lead !== undefined && isLead(text.slice(lead, Math.min(mention.start, lead + longestLead + 1)));
    },
    endSentence: (mentions) => {
      judged = mentions.length;
      leadEnd = undefined;
    },
  };
}

function isListed({ link }: Mention): boolean {
  return link === 'joined' || link === 'through';
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
