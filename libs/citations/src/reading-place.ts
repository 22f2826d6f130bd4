import { compareArticleNumbers, guessedCount, guessedRange } from '@lexhop/statutes';
import type { StatuteTitles } from './statute-titles.js';

/** The articles of one statute in numeric order: which come before, after and between given numbers. */
interface ArticleOrder {
  has(number: string): boolean;
  /** Whether a number is higher than every article's. */
  isBeyond(number: string): boolean;
  /** Up to `count` articles before this one, in numeric order. */
  before(number: string, count: number): readonly string[];
  /** The next article, as a list of one; empty after the last article. */
  after(number: string): readonly string[];
  /** Every article from one end to the other. Both ends are included, even where the statute lacks them. */
  between(from: string, to: string): readonly string[];
  /** How many articles lie from one end to the other, without listing them. */
  countBetween(from: string, to: string): number;
}

/** The order of a statute's article numbers, such as `10-1`, which may be given in any order. */
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
  /** How many more targets the text may have; it shrinks while the text is read. */
  readonly allowance: TargetAllowance;
  /** The 1-based paragraph that holds the character at a position. */
  paragraphAt(position: number): number;
}

/**
 * The articles from one end to the other, both included. In the statute that is read, these are its real articles; in another statute they are
 * guessed by counting. Only the two ends are given where the text has no room for more.
 */
export function articlesBetween(
  place: ReadingPlace,
  statuteId: string | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): readonly string[] {
  const own = statuteId === place.statuteId;
  if (!place.allowance.take(own ? place.order.countBetween(from, to) : guessedCount(from, to))) return [from, to];
  return own ? place.order.between(from, to) : guessedRange(from, to);
}

/** A text has room for this many targets, and one more for each of its characters. In all of Taiwanese law no text needs more than 28 above its length. */
const fewestTargets = 200;

/**
 * Bounds how many targets one text may have, so that the work grows with the text and not with the ranges in it. A text that says
 * 第一條至第九千條 a thousand times gets only the two ends of each range when the room is used up.
 */
export class TargetAllowance {
  #left: number;
  #leftOut = 0;

  constructor(textLength: number) {
    this.#left = fewestTargets + textLength;
  }

  /** How many targets were left out so far. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Takes room for `count` targets. Where there is not enough it takes none, counts them as left out, and gives false. */
  take(count: number): boolean {
    const fits = count <= this.#left;
    if (fits) this.#left -= count;
    else this.#leftOut += count;
    return fits;
  }
}

/** No real article has so many paragraphs. Of a longer range only the two ends are given. */
const mostParagraphs = 60;

/** The paragraph numbers from one to another, both included; none where `to` is less than `from`. */
export function paragraphsBetween(from: number, to: number): readonly number[] {
  if (to - from > mostParagraphs) return [from, to];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
