import type { Statute } from '../statute.js';
import type { StatuteWarningCode } from '../files/statute-warning.js';

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

export interface DraftHeading {
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
