import type { BankEntry } from './graph-draft.js';
import type { Page } from './statute-store.js';

/** The question bank of each graph: what was drafted elsewhere and imported. One entry per article; a later one replaces. */
export abstract class QuestionBankStore {
  /** Returns how many entries were new or changed. */
  abstract put(graph: string, entries: readonly BankEntry[]): Promise<number>;

  /** In order of article. */
  abstract list(graph: string, page: Page): Promise<readonly BankEntry[]>;

  abstract delete(graph: string, articles: readonly string[]): Promise<number>;

  /** How the bank fits the graph's statutes as they are now: entries usable, of another content hash, of an unknown article; at most 100 ids of each of the last two. */
  abstract fit(graph: string): Promise<BankFit>;
}

export interface BankFit {
  readonly entries: number;
  readonly usable: number;
  readonly otherText: { readonly count: number; readonly ids: readonly string[] };
  readonly unknownArticle: { readonly count: number; readonly ids: readonly string[] };
}
