import { englishTitleStandsAlone, titleStandsAlone } from './instruments.js';

interface Branch<Value> {
  readonly next: Map<number, Branch<Value>>;
  value?: { readonly held: Value };
}

interface NameFound<Value> {
  readonly value: Value;
  readonly end: number;
}

/** Names with a value each, found as the longest that begins at a place of a text. 台 is read as 臺. */
export class NameTrie<Value> {
  private readonly root: Branch<Value> = { next: new Map() };

  /** Keeps the value of a name; where it has one already, what `choose` makes of both. */
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
   * The longest name that begins at `start`, and where it ends; reads no further than the longest name reaches.
   * Where the text leaves every name and none was found yet, it goes on after what `skipped` finds there, once.
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

/** One UTF-16 unit for those that mean the same letter. */
function fold(unit: number): number {
  return unit === 0x53f0 ? 0x81fa : unit;
}

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

interface TitleMatch {
  readonly statuteId: string;
  readonly end: number;
}

/** A longer title names nothing in a text: a look at one place of a text must stay short. The longest of all Taiwanese law has 298 characters. */
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
 * Chooses, of many titles, those that texts may name: none that one of them names is left out, and few others are kept.
 * A matcher over these reads the same citations in the texts as one over all titles, and is made in a small part of its time.
 */
export function titlesNear(texts: Iterable<string>): (title: StatuteTitle) => boolean {
  const pairs = new Set<number>();
  for (const text of texts) for (let index = 1; index < text.length; index++) pairs.add(pairAt(text, index));
  return ({ title }) => namesOf(title).some((name) => isNear(name, pairs));
}

/** Where a definition stands inside a title, or a short name goes on as its title does, one pair of letters is not in the text. */
const mostMissing = 1;

function isNear(name: string, pairs: ReadonlySet<number>): boolean {
  let missing = 0;
  for (let index = 1; index < name.length && missing <= mostMissing; index++)
    if (!pairs.has(pairAt(name, index))) missing += 1;
  return missing <= mostMissing;
}

/** Two neighbouring UTF-16 units as one number of 32 bits, which is quickly found; 台 is read as 臺. */
function pairAt(text: string, index: number): number {
  return (fold(text.charCodeAt(index - 1)) << 16) | fold(text.charCodeAt(index));
}
