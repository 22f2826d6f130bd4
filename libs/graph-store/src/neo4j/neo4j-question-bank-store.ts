import { bankDraftingKey } from '../question-bank.js';
import type { BankEntry } from '../question-bank.js';
import { type BankFit, QuestionBankStore } from '../question-bank.js';
import type { Page } from '../statute-store.js';
import { batchesOf } from './batches-of.js';
import type { Neo4jConnection } from './connection.js';
import { inKeyOrder, keyOf, keysOf } from './key-of.js';
import { lockGraph } from './lock-graph.js';
import { deleteBankEntries } from './statements/bank/delete-bank-entries.js';
import { fitBank } from './statements/bank/fit-bank.js';
import { listBankEntries } from './statements/bank/list-bank-entries.js';
import { putBankEntries } from './statements/bank/put-bank-entries.js';
import { type Nullable, withoutNulls } from './without-nulls.js';

/** The question bank as `:BankEntry` nodes, each with the key of the `:StatuteNode` it is for. */
export class Neo4jQuestionBankStore extends QuestionBankStore {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override async put(graph: string, entries: readonly BankEntry[]): Promise<number> {
    const latest = new Map(entries.map((entry) => [entry.article, entry]));
    const given = inKeyOrder([...latest.values()].map((entry) => propertiesOf(graph, entry)));
    return this.connection.write(async (cypher) => {
      await lockGraph(cypher, graph);
      let sum = 0;
      for (const rows of batchesOf(given)) {
        const { changed } = await cypher.row<{ changed: number }>(putBankEntries, { rows });
        sum += changed;
      }
      return sum;
    });
  }

  override async list(graph: string, { after = '', limit }: Page): Promise<readonly BankEntry[]> {
    const found = await this.connection.rows<{ entry: Nullable<BankEntry> }>(listBankEntries, { graph, after, limit });
    return found.map(({ entry }) => withoutNulls<BankEntry>(entry));
  }

  override async delete(graph: string, articles: readonly string[]): Promise<number> {
    return this.connection.write(async (cypher) => {
      const { deleted } = await cypher.row<{ deleted: number }>(deleteBankEntries, { keys: keysOf(graph, articles) });
      return deleted;
    });
  }

  override async fit(graph: string): Promise<BankFit> {
    const counted = await this.connection.rows<{ outcome: string; count: number; ids: readonly string[] }>(fitBank, {
      graph,
    });
    const of = (outcome: string) => counted.find((counting) => counting.outcome === outcome) ?? { count: 0, ids: [] };
    const [other, unknown] = [of('other'), of('unknown')];
    return {
      entries: counted.reduce((sum, { count }) => sum + count, 0),
      usable: of('usable').count,
      otherText: { count: other.count, ids: other.ids },
      unknownArticle: { count: unknown.count, ids: unknown.ids },
    };
  }
}

function propertiesOf(graph: string, entry: BankEntry) {
  const { article, contentHash, incoming, outgoing, draftedBy } = entry;
  const draftingKey = bankDraftingKey(entry);
  return { key: keyOf(graph, article), graph, article, contentHash, incoming, outgoing, draftedBy, draftingKey };
}
