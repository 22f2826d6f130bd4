import { compareArticleNumbers, guessedCount, guessedRange } from '@lexhop/statutes';
import type { StatuteTitles } from './statute-titles.js';

/** The articles of one statute in numeric order: who comes before, after and between. */
interface ArticleOrder {
  has(number: string): boolean;
  /** Whether a number is higher than every article's. */
  isBeyond(number: string): boolean;
  /** Up to `count` articles before this one, in numeric order. */
  before(number: string, count: number): readonly string[];
  /** The article after this one, in a list; empty after the last. */
  after(number: string): readonly string[];
  /** Every article from one end to the other, both ends included even where the statute lacks them. */
  between(from: string, to: string): readonly string[];
  /** How many articles lie from one end to the other, without listing them. */
  countBetween(from: string, to: string): number;
}

export function articleOrder(numbers: readonly string[]): ArticleOrder {
  const ordered = [...new Set(numbers)].sort(compareArticleNumbers);
  const place = new Map(ordered.map((number, index) => [number, index]));
  /** How many articles come before this number. */
  const rank = (number: string): number => {
    let low = place.get(number) ?? 0;
    let high = place.get(number) ?? ordered.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareArticleNumbers(ordered[middle] ?? '', number) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    has: (number) => place.has(number),
    isBeyond: (number) => compareArticleNumbers(number, ordered.at(-1) ?? '0') > 0,
    before: (number, count) => ordered.slice(Math.max(0, rank(number) - count), rank(number)),
    after: (number) => {
      const next = rank(number) + (place.has(number) ? 1 : 0);
      return ordered.slice(next, next + 1);
    },
    countBetween: (from, to) => Math.max(0, rank(to) - rank(from)) + 1,
    between: (from, to) => {
      if (compareArticleNumbers(from, to) > 0) return [from, to];
      const inside = ordered.slice(rank(from), rank(to));
      return [...new Set([from, ...inside, to])];
    },
  };
}

/** Where a text is read: in which article of which statute, and which paragraph each position belongs to. */
export interface ReadingPlace {
  readonly statuteId: string;
  readonly article: string;
  readonly order: ArticleOrder;
  readonly titles: StatuteTitles;
  /** How many paragraphs the article has. */
  readonly paragraphs: number;
  /** For how many targets the text has room; used up while it is read. */
  readonly room: TargetRoom;
  /** The 1-based paragraph that holds the character at a position. */
  paragraphAt(position: number): number;
}

/** The articles from one end to the other, the own statute's real ones, elsewhere by counting; the two ends alone where the text has no room for more. */
export function articlesBetween(
  place: ReadingPlace,
  statuteId: string | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): readonly string[] {
  const own = statuteId === place.statuteId;
  if (!place.room.take(own ? place.order.countBetween(from, to) : guessedCount(from, to))) return [from, to];
  return own ? place.order.between(from, to) : guessedRange(from, to);
}

/** How many targets a text has room for beyond one for each of its characters: of all Taiwanese law the widest needs 28. */
const fewestTargets = 200;

/**
 * What a text may still be expanded to, so that the work grows with the text and not with text × range: 第一條至第九千條 said a thousand times
 * stands for its ends once the room is taken.
 */
export class TargetRoom {
  #left: number;
  #leftOut = 0;

  constructor(textLength: number) {
    this.#left = fewestTargets + textLength;
  }

  /** How many targets had no room. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Takes room for so many targets; false, and counted, where there is not enough. */
  take(count: number): boolean {
    const fits = count <= this.#left;
    if (fits) this.#left -= count;
    else this.#leftOut += count;
    return fits;
  }
}

/** Articles have fewer paragraphs than this; a longer range is its two ends. */
const mostParagraphs = 60;

/** The paragraphs from one to another; none where the second comes first. */
export function paragraphsBetween(from: number, to: number): readonly number[] {
  if (to - from > mostParagraphs) return [from, to];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
