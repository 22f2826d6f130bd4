import { NameTrie } from './name-trie.js';
import { englishTitleStandsAlone, titleStandsAlone } from './title-boundary.js';

/** A statute by name. Give an English title as an entry of its own with the same id. */
export interface StatuteTitle {
  readonly id: string;
  readonly title: string;
  /** Set aside as a whole: a title it shares with a statute in force means the one in force. */
  readonly abolished?: boolean;
}

/** Finds statutes by title in running text. */
export interface StatuteTitles {
  /**
   * The statute whose title begins exactly at `start`, by the longest title that does; `end` is where the title ends.
   * Undefined where none does, or where the title is part of a longer word (民法 in 國民法官).
   * Reads at most as many characters as the longest title has, and a few around it.
   */
  matchAt(text: string, start: number): TitleMatch | undefined;
  /** The id of the statute of exactly this title. */
  idOf(title: string): string | undefined;
  /** The title of a statute as it was given, the first where several were. */
  titleOf(id: string): string | undefined;
  /** Whether a title begins with this UTF-16 unit: a fast way to pass over the other positions. */
  mayStartWith(unit: number): boolean;
}

export interface TitleMatch {
  readonly statuteId: string;
  readonly end: number;
}

interface Entry {
  readonly id: string;
  readonly rank: number;
}

/**
 * A matcher over statute titles. 臺 and 台 are the same letter; 中華民國刑法 is also found as 刑法,
 * and 最低工資法（112.12.27制定） without its parenthesis. Of several statutes with one title the one
 * in force wins, then a title over such a shorter form, then the smaller id.
 */
export function statuteTitles(titles: Iterable<StatuteTitle>): StatuteTitles {
  const names = new NameTrie<Entry>();
  const titlesById = new Map<string, string>();
  for (const title of titles) {
    if (!titlesById.has(title.id)) titlesById.set(title.id, title.title);
    for (const [order, name] of namesOf(title.title).entries()) {
      names.set(name, { id: title.id, rank: (title.abolished ? 2 : 0) + (order === 0 ? 0 : 1) }, better);
    }
  }
  return {
    matchAt: (text, start) => {
      const found = names.longestAt(text, start, definitionLength);
      if (found === undefined) return undefined;
      const standsAlone = isLatin(text.charCodeAt(start)) ? englishTitleStandsAlone : titleStandsAlone;
      return standsAlone(text, start, found.end) ? { statuteId: found.value.id, end: found.end } : undefined;
    },
    idOf: (title) => {
      const found = names.longestAt(title, 0);
      return found?.end === title.length ? found.value.id : undefined;
    },
    titleOf: (id) => titlesById.get(id),
    mayStartWith: (unit) => names.mayStartWith(unit),
  };
}

/** 港埠工程處（以下簡稱本處）組織條例: a definition can stand inside a title. */
function definitionLength(text: string, index: number): number {
  if (!' （('.includes(text[index] ?? '.')) return 0;
  return /^ ?[（(](?:以下)?簡稱[^（）()\n]{1,20}[）)] ?/.exec(text.slice(index, index + 32))?.[0].length ?? 0;
}

function better(held: Entry, added: Entry): Entry {
  if (added.rank !== held.rank) return added.rank < held.rank ? added : held;
  return added.id < held.id ? added : held;
}

/** Every form that a title is found by. */
export function namesOf(title: string): readonly string[] {
  const plain = title.trim();
  const names = [plain, plain.replace(/^中華民國(?=.{2})/, ''), plain.replace(/ of the Republic of China$/, '')];
  const undated = plain.replace(/（[^（）]*[\d訂制][^（）]*）$/, '');
  return [...new Set([...names, undated])].filter((name) => name.length > 1);
}

function isLatin(unit: number): boolean {
  return unit < 0x250;
}
