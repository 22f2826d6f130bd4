import { englishTitleStandsAlone, titleStandsAlone } from './instruments.js';

interface Branch<Value> {
  readonly next: Map<number, Branch<Value>>;
  value?: { readonly held: Value };
}

interface NameFound<Value> {
  readonly value: Value;
  readonly end: number;
}

/** A trie of names, each with a value. Finds the longest name that begins at a place in a text. 台 is read as 臺. */
export class NameTrie<Value> {
  private readonly root: Branch<Value> = { next: new Map() };

  /** Sets the value of a name. Where it has one already, `choose` gives the value to keep; without `choose` the new one is kept. */
  set(name: string, value: Value, choose: (held: Value, added: Value) => Value = (_held, added) => added): void {
    let branch = this.root;
    for (let index = 0; index < name.length; index++) {
      const unit = fold(name.charCodeAt(index));
      let next = branch.next.get(unit);
      if (next === undefined) branch.next.set(unit, (next = { next: new Map() }));
      branch = next;
    }
    branch.value = { held: branch.value === undefined ? value : choose(branch.value.held, value) };
  }

  /**
   * The longest name that begins at `start`, and where it ends (exclusive). Reads no further than the longest name.
   * `skipped` gives the length of something that may stand inside a name without being part of it. It is skipped once, as long as no name was found.
   */
  longestAt(
    text: string,
    start: number,
    skipped?: (text: string, index: number) => number,
  ): NameFound<Value> | undefined {
    let branch: Branch<Value> | undefined = this.root;
    let found: NameFound<Value> | undefined;
    let skip = skipped;
    for (let index = start; index < text.length;) {
      const next: Branch<Value> | undefined = branch.next.get(fold(text.charCodeAt(index)));
      if (next === undefined) {
        const length = found === undefined ? (skip?.(text, index) ?? 0) : 0;
        skip = undefined;
        if (length === 0) break;
        index += length;
        continue;
      }
      branch = next;
      index++;
      if (branch.value !== undefined) found = { value: branch.value.held, end: index };
    }
    return found;
  }

  /** Whether a name begins with this UTF-16 unit. */
  mayStartWith(unit: number): boolean {
    return this.root.next.has(fold(unit));
  }
}

/** Gives 臺 for 台 and every other UTF-16 unit as it is. */
function fold(unit: number): number {
  return unit === 0x53f0 ? 0x81fa : unit;
}

/** A statute's title. An English title is an entry of its own, with the same id. */
export interface StatuteTitle {
  readonly id: string;
  readonly title: string;
  /** Whether the statute is abolished. A title that it shares with a statute in force means the one in force. */
  readonly abolished?: boolean;
}

/** Finds the names of statutes in running text. */
export interface StatuteNames {
  /**
   * The statute whose name begins exactly at `start`, by the longest name that does. Undefined where none does, or where the name is part of a longer
   * word (民法 in 國民法官). Reads at most as many characters as the longest name has, and a few around it.
   */
  matchAt(text: string, start: number): NameMatch | undefined;
  /** Whether any name begins with this UTF-16 unit: a fast way to skip the other positions. */
  mayStartWith(unit: number): boolean;
}

/** A name in a text. */
export interface NameMatch {
  /** Undefined where the name is known to mean a statute that is not. */
  readonly statuteId: string | undefined;
  /** Where the name ends (exclusive). */
  readonly end: number;
}

/** Finds statutes by title. */
export interface StatuteTitles extends StatuteNames {
  /** The id of the statute of exactly this title. */
  idOf(title: string): string | undefined;
  /** The title of a statute as it was given, the first where several were. */
  titleOf(id: string): string | undefined;
}

/** In characters. Longer titles are ignored, so that looking at one place of a text stays short. The longest title of Taiwanese law has 298. */
const longestTitle = 500;

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
    if (title.title.length > longestTitle) continue;
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
function namesOf(title: string): readonly string[] {
  const plain = title.trim();
  const names = [plain, plain.replace(/^中華民國(?=.{2})/, ''), plain.replace(/ of the Republic of China$/, '')];
  const undated = plain.replace(/（[^（）]*[\d訂制][^（）]*）$/, '');
  return [...new Set([...names, undated])].filter((name) => name.length > 1);
}

function isLatin(unit: number): boolean {
  return unit < 0x250;
}

/**
 * Gives a filter that keeps the titles which the texts may name. It keeps every title that they do name, and few others. So a matcher over the
 * kept titles finds the same citations in these texts as one over all titles, and is made much faster.
 */
export function titlesNear(texts: Iterable<string>): (title: StatuteTitle) => boolean {
  const pairs = new Set<number>();
  for (const text of texts) for (let index = 1; index < text.length; index++) pairs.add(pairAt(text, index));
  return ({ title }) => namesOf(title).some((name) => isNear(name, pairs));
}

/** How many neighbouring pairs of a name may be missing in the text: one is, where a definition stands inside the title, or a short name continues like it. */
const mostMissing = 1;

function isNear(name: string, pairs: ReadonlySet<number>): boolean {
  let missing = 0;
  for (let index = 1; index < name.length && missing <= mostMissing; index++)
    if (!pairs.has(pairAt(name, index))) missing += 1;
  return missing <= mostMissing;
}

/** Two neighbouring UTF-16 units as one number of 32 bits, which a set finds quickly. 台 is read as 臺. */
function pairAt(text: string, index: number): number {
  return (fold(text.charCodeAt(index - 1)) << 16) | fold(text.charCodeAt(index));
}
