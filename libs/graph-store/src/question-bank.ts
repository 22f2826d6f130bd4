import { createHash } from 'node:crypto';
import type { Page } from './statute-store.js';

/** Questions for one article in a question bank. */
export interface BankEntry {
  readonly article: string;
  /** The article's content hash when they were drafted; an entry without one is taken for the article it names. */
  readonly contentHash?: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** `provider/model` that drafted them, where the bank says. */
  readonly draftedBy?: string;
}

/** The question bank of each graph: what was drafted elsewhere and imported. One entry per article; a later one replaces. */
export abstract class QuestionBankStore {
  /** Returns how many entries were new or changed. */
  abstract put(graph: string, entries: readonly BankEntry[]): Promise<number>;

  /** In order of article. */
  abstract list(graph: string, page: Page): Promise<readonly BankEntry[]>;

  abstract delete(graph: string, articles: readonly string[]): Promise<number>;

  /** How well the bank fits the graph's present statutes: entries that are usable, that are for another text, and that name an unknown article. At most 100 ids of each of the last two. */
  abstract fit(graph: string): Promise<BankFit>;
}

export interface BankFit {
  readonly entries: number;
  readonly usable: number;
  readonly otherText: { readonly count: number; readonly ids: readonly string[] };
  readonly unknownArticle: { readonly count: number; readonly ids: readonly string[] };
}

/** The drafting key of a bank entry, `bank:<16 hex digits>`. It changes with its questions and with who drafted them. */
export function bankDraftingKey(entry: BankEntry): string {
  const questions = JSON.stringify([entry.incoming, entry.outgoing, entry.draftedBy ?? null]);
  return `bank:${createHash('sha256').update(questions).digest('hex').slice(0, 16)}`;
}

/**
 * The drafting key of questions that came with an imported graph, for which somebody has paid already. A node that has such questions for its
 * present text is not drafted again, unless the question bank has an entry for it.
 */
export const importDraftingKey = 'import';
