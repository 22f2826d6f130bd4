import { type Database, statement } from '@lexhop/postgres';
import { bankDraftingKey } from '../question-bank.js';
import type { BankEntry } from '../question-bank.js';
import { type BankFit, QuestionBankStore } from '../question-bank.js';
import type { Page } from '../statute-store.js';
import { ensureGraph } from './graph-rows.js';
import { columnsOf, jsonRows, named, pageStatement, readPage } from './tables.js';

export const bankFields = {
  article: 'text',
  contentHash: 'text',
  incoming: 'text[]',
  outgoing: 'text[]',
  draftedBy: 'text',
};
const stored = { ...bankFields, draftingKey: 'text' };

interface Outcome {
  readonly outcome: 'unknown' | 'other' | 'usable';
  readonly count: number;
  readonly ids: readonly string[];
}

const statements = {
  put: statement<[graphId: number, entries: string]>(
    `INSERT INTO bank_entry (graph_id, ${columnsOf(stored)})
     SELECT $1::int, ${columnsOf(stored)} FROM (${jsonRows(stored, 2)}) given ORDER BY article
     ON CONFLICT (graph_id, article) DO UPDATE SET (${columnsOf(stored)}) = ROW (${columnsOf(stored, 'excluded')})
     WHERE (${columnsOf(stored, 'bank_entry')}) IS DISTINCT FROM (${columnsOf(stored, 'excluded')})`,
  ),
  list: pageStatement<[graph: string, after: string, limit: number], BankEntry>(
    `SELECT ${named(bankFields)} FROM bank_entry t JOIN graph g ON g.id = t.graph_id
     WHERE g.name = $1 AND t.article > $2 ORDER BY t.article LIMIT $3`,
  ),
  delete: statement<[graph: string, articles: readonly string[]]>(
    `DELETE FROM bank_entry t USING graph g
     WHERE g.id = t.graph_id AND g.name = $1 AND t.article = ANY($2::text[])`,
  ),
  fit: statement<[graph: string], Outcome>(
    `SELECT outcome, count(*)::int AS count, to_json((array_agg(article ORDER BY article))[1:100]) AS ids
     FROM (
       SELECT b.article, CASE WHEN n.id IS NULL THEN 'unknown'
         WHEN b.content_hash <> n.content_hash THEN 'other' ELSE 'usable' END AS outcome
       FROM bank_entry b JOIN graph g ON g.id = b.graph_id AND g.name = $1
       LEFT JOIN statute_node n ON n.graph_id = b.graph_id AND n.id = b.article
     ) fitted GROUP BY outcome`,
  ),
} as const;

export class PostgresQuestionBankStore extends QuestionBankStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async put(graph: string, entries: readonly BankEntry[]): Promise<number> {
    const latest = new Map(entries.map((entry) => [entry.article, entry]));
    const rows = [...latest.values()].map((entry) => ({ ...entry, draftingKey: bankDraftingKey(entry) }));
    return this.database.transaction(async (sql) =>
      sql.run(statements.put, [await ensureGraph(sql, graph), JSON.stringify(rows)]),
    );
  }

  override async list(graph: string, { after = '', limit }: Page): Promise<readonly BankEntry[]> {
    return readPage(this.database, statements.list, [graph, after, limit]);
  }

  override async delete(graph: string, articles: readonly string[]): Promise<number> {
    return this.database.run(statements.delete, [graph, articles]);
  }

  override async fit(graph: string): Promise<BankFit> {
    const counted = await this.database.rows(statements.fit, [graph]);
    const of = (outcome: Outcome['outcome']) => {
      const { count = 0, ids = [] } = counted.find((counting) => counting.outcome === outcome) ?? {};
      return { count, ids };
    };
    return {
      entries: counted.reduce((sum, { count }) => sum + count, 0),
      usable: of('usable').count,
      otherText: of('other'),
      unknownArticle: of('unknown'),
    };
  }
}
