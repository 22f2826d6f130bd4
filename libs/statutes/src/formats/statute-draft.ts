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

type StatuteWarningCode =
  | 'article-number-missing'
  | 'article-number-repeated'
  | 'article-not-opened'
  | 'article-not-text'
  | 'article-empty'
  | 'article-too-long'
  | 'characters-folded'
  | 'characters-replaced'
  | 'encoding-not-utf-8'
  | 'field-not-readable'
  | 'name-too-long'
  | 'numbers-not-in-text'
  | 'page-numbers-left-out'
  | 'title-missing'
  | 'statute-not-readable'
  | 'statute-outdated'
  | 'statute-without-articles'
  | 'statute-repeated';

/** What a reader gives out while it reads, in the order of the file. */
export type StatuteReadEvent =
  | { readonly kind: 'statute'; readonly statute: Statute }
  | { readonly kind: 'warning'; readonly warning: StatuteWarning };

/** A statute as a format's reader found it: fields as they stand, entries in the file's order. */
export interface StatuteDraft {
  readonly title: string;
  readonly englishTitle?: string;
  readonly level: Statute['level'];
  readonly url?: string;
  readonly category?: string;
  readonly modifiedOn?: string;
  readonly abolished: boolean;
  readonly foreword?: string;
  readonly entries: readonly DraftEntry[];
  readonly remarks: readonly Remark[];
}

/** A heading, or an article with its text as the file breaks it into lines. */
export type DraftEntry = DraftHeading | DraftArticle;

interface DraftHeading {
  readonly heading: string;
  /** 1 is outermost; by the heading's own words (編, 章, 節) where it is not given. */
  readonly rank?: number;
}

export interface DraftArticle {
  /** As in the file: `第 10-1 條`, `第十條之一`, `5`. */
  readonly label: string;
  readonly content: string;
}

/** A warning without its file and statute. */
export interface Remark {
  readonly code: StatuteWarningCode;
  readonly place: string;
  readonly sentence: string;
}

type Optional<Fields> = {
  readonly [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
};

/** The fields that have a value, so that an absent field has no key. */
export function withoutUndefined<Fields extends Readonly<Record<string, unknown>>>(fields: Fields): Optional<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Optional<Fields>;
}
