import { compareArticleNumbers } from '../article-number.js';

/** Beyond this a range in a statute whose articles are unknown is cited by its two ends only. */
const longestGuess = 500;

/** The articles of one statute in numeric order: who comes before, after and between. */
export interface ArticleOrder {
  has(number: string): boolean;
  /** Whether a number is higher than every article's. */
  isBeyond(number: string): boolean;
  /** Up to `count` articles before this one, in numeric order. */
  before(number: string, count: number): readonly string[];
  /** The article after this one, in a list; empty after the last. */
  after(number: string): readonly string[];
  /** Every article from one end to the other, both ends included even where the statute lacks them. */
  between(from: string, to: string): readonly string[];
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
    between: (from, to) => {
      if (compareArticleNumbers(from, to) > 0) return [from, to];
      const inside = ordered.slice(rank(from), rank(to));
      return [...new Set([from, ...inside, to])];
    },
  };
}

/** The articles of a range in a statute whose articles are not at hand: whole numbers, and subnumbers of one article. */
export function guessedRange(from: string, to: string): readonly string[] {
  const [start = 0, startSub = 0] = from.split('-').map(Number);
  const [end = 0, endSub = 0] = to.split('-').map(Number);
  const inside: string[] = [];
  if (start === end) {
    for (let sub = startSub + 1; sub < Math.min(endSub, startSub + longestGuess); sub++) inside.push(`${start}-${sub}`);
  } else if (end - start <= longestGuess) {
    for (let number = start + 1; number <= end; number++) inside.push(String(number));
  }
  return [...new Set([from, ...inside, to])];
}
