import type { Statute } from '../statute.js';

/** Something in a readable file that was left out or set right. */
export interface StatuteWarning {
  readonly file: string;
  /** The title of the statute, where one is known. */
  readonly statute?: string;
  /** Where in the file or statute, for people: `第 3 條`, `entry 12`, `line 7`. */
  readonly place: string;
  readonly code: StatuteWarningCode;
  /** What was found and what was done about it. */
  readonly sentence: string;
}

export type StatuteWarningCode =
  | 'article-number-missing'
  | 'article-number-repeated'
  | 'article-not-text'
  | 'article-empty'
  | 'article-too-long'
  | 'characters-replaced'
  | 'field-not-readable'
  | 'statute-not-readable'
  | 'statute-without-articles'
  | 'statute-repeated';

/** What a reader gives out while it reads, in the order of the file. */
export type StatuteReadEvent =
  | { readonly kind: 'statute'; readonly statute: Statute }
  | { readonly kind: 'warning'; readonly warning: StatuteWarning };
