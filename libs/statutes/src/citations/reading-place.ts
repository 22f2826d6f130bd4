import { type ArticleOrder, guessedRange } from './article-order.js';
import type { StatuteTitles } from './statute-titles.js';

/** Where a text is read: in which article of which statute, and which paragraph each position belongs to. */
export interface ReadingPlace {
  readonly statuteId: string;
  readonly article: string;
  readonly order: ArticleOrder;
  readonly titles: StatuteTitles;
  /** How many paragraphs the article has. */
  readonly paragraphs: number;
  /** The 1-based paragraph that holds the character at a position. */
  paragraphAt(position: number): number;
}

/** The articles from one end to the other; the own statute's real ones, elsewhere by counting. */
export function articlesBetween(
  place: ReadingPlace,
  statuteId: string | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): readonly string[] {
  return statuteId === place.statuteId ? place.order.between(from, to) : guessedRange(from, to);
}

/** Articles have fewer paragraphs than this; a longer range is its two ends. */
const mostParagraphs = 60;

/** The paragraphs from one to another; none where the second comes first. */
export function paragraphsBetween(from: number, to: number): readonly number[] {
  if (to - from > mostParagraphs) return [from, to];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
