import { bankDraftingKey } from '../bank-drafting-key.js';
import type { BankEntry } from '../graph-draft.js';
import { type BankFit, QuestionBankStore } from '../question-bank-store.js';
import type { Page } from '../statute-store.js';
import type { Database } from './database.js';
import { ensureGraph } from './graphs.js';
import { jsonPage } from './json-page.js';
import { columnOf, fieldsOf, jsonRows } from './versioned-table.js';

export const bankFields = {
  article: 'text',
  contentHash: 'text',
  incoming: 'text[]',
  outgoing: 'text[]',
  draftedBy: 'text',
};
const storedFields = { ...bankFields, draftingKey: 'text' };

export class PgliteQuestionBankStore extends QuestionBankStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async put(graph: string, entries: readonly BankEntry[]): Promise<number> {
    const latest = new Map(entries.map((entry) => [entry.article, entry]));
    const rows = [...latest.values()].map((entry) => ({ ...entry, draftingKey: bankDraftingKey(entry) }));
    const columns = Object.keys(storedFields).map(columnOf);
    const renewed = columns.map((column) => `excluded.${column}`).join(', ');
    const stored = columns.map((column) => `bank_entry.${column}`).join(', ');
    return this.database.transaction(async (sql) =>
      sql.run(
        `INSERT INTO bank_entry (graph_id, ${columns.join(', ')})
         SELECT $1::int, ${columns.join(', ')} FROM (${jsonRows(storedFields, 2)}) given ORDER BY article
         ON CONFLICT (graph_id, article) DO UPDATE SET (${columns.join(', ')}) = ROW (${renewed})
         WHERE (${stored}) IS DISTINCT FROM (${renewed})`,
        [await ensureGraph(sql, graph), JSON.stringify(rows)],
      ),
    );
  }

  override async list(graph: string, page: Page): Promise<readonly BankEntry[]> {
    return jsonPage(this.database, {
      sql: `SELECT ${fieldsOf(bankFields)} FROM bank_entry t JOIN graph g ON g.id = t.graph_id
        WHERE g.name = $1 AND t.article > $2 ORDER BY t.article LIMIT $3`,
      parameters: [graph, page.after ?? '', page.limit],
    });
  }

  override async delete(graph: string, articles: readonly string[]): Promise<number> {
    return this.database.run(
      `DELETE FROM bank_entry t USING graph g
       WHERE g.id = t.graph_id AND g.name = $1 AND t.article = ANY($2::text[])`,
      [graph, articles],
    );
  }

  override async fit(graph: string): Promise<BankFit> {
    const counted = await this.database.rows<{ outcome: string; count: number; ids: readonly string[] }>(
      `SELECT outcome, count(*)::int AS count, to_json((array_agg(article ORDER BY article))[1:100]) AS ids
       FROM (
         SELECT b.article, CASE WHEN n.id IS NULL THEN 'unknown'
           WHEN b.content_hash <> n.content_hash THEN 'other' ELSE 'usable' END AS outcome
         FROM bank_entry b JOIN graph g ON g.id = b.graph_id AND g.name = $1
         LEFT JOIN statute_node n ON n.graph_id = b.graph_id AND n.id = b.article
       ) fitted GROUP BY outcome`,
      [graph],
    );
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
