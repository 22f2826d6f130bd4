import { isDeepStrictEqual } from 'node:util';
import { byCodeUnits } from '../../code-unit-order.js';
import type { BankEntry } from '../../graph-draft.js';
import { type BankFit, QuestionBankStore } from '../../question-bank-store.js';
import type { Page } from '../../statute-store.js';
import type { MemoryState } from './memory-state.js';
import { pageOf } from './page-of.js';

export class InMemoryQuestionBankStore extends QuestionBankStore {
  constructor(private readonly state: MemoryState) {
    super();
  }

  override async put(graph: string, entries: readonly BankEntry[]): Promise<number> {
    const { bank } = this.state.graph(graph);
    const latest = new Map(entries.map((entry) => [entry.article, entry]));
    const changed = [...latest.values()].filter((entry) => !isDeepStrictEqual(bank.get(entry.article), entry));
    for (const entry of changed) bank.set(entry.article, entry);
    return changed.length;
  }

  override async list(graph: string, page: Page): Promise<readonly BankEntry[]> {
    return pageOf(this.#entries(graph), page, (entry) => entry.article);
  }

  override async delete(graph: string, articles: readonly string[]): Promise<number> {
    const { bank } = this.state.graph(graph);
    return articles.filter((article) => bank.delete(article)).length;
  }

  override async fit(graph: string): Promise<BankFit> {
    const nodes = [...this.state.graph(graph).statutes.values()].flatMap((statute) => statute.nodes);
    const hashes = new Map(nodes.map((node) => [node.id, node.contentHash]));
    const entries = this.#entries(graph);
    const unknown = entries.filter((entry) => !hashes.has(entry.article));
    const known = entries.filter((entry) => hashes.has(entry.article));
    const otherText = known.filter(
      (entry) => entry.contentHash !== undefined && entry.contentHash !== hashes.get(entry.article),
    );
    return {
      entries: entries.length,
      usable: known.length - otherText.length,
      otherText: named(otherText),
      unknownArticle: named(unknown),
    };
  }

  #entries(graph: string): BankEntry[] {
    const entries = [...this.state.graph(graph).bank.values()];
    return entries.sort((one, other) => byCodeUnits(one.article, other.article));
  }
}

function named(entries: readonly BankEntry[]): { count: number; ids: string[] } {
  return { count: entries.length, ids: entries.slice(0, 100).map((entry) => entry.article) };
}
