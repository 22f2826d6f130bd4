import { createHash } from 'node:crypto';
import { namedObject } from '@lexhop/foundation';
import { type Database, statement } from '@lexhop/postgres';
import { z } from 'zod';
import { ensureGraph } from './postgres/graph-rows.js';
import { columnsOf, jsonRows, named, type Page, pageStatement, readPage } from './postgres/tables.js';

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

const count = z.number().int().nonnegative();
const entriesOfArticles = z.object({ count, ids: z.array(z.string()).readonly() });

/** How well a question bank fits the statutes that its graph has now; of the ids at most 100 are given. */
export const bankFitSchema = namedObject('BankFit', {
  entries: count,
  usable: count,
  otherText: entriesOfArticles,
  unknownArticle: entriesOfArticles,
});
export type BankFit = Readonly<z.infer<typeof bankFitSchema>>;

/**
 * The drafting key of questions that came with an imported graph, for which somebody has paid already. A node that has such questions for its
 * present text is not drafted again, unless the question bank has an entry for it.
 */
export const importDraftingKey = 'import';

/** What of an entry its table has, by name and type. */
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

/** The question bank of each graph: what was drafted elsewhere and imported. One entry per article; a later one replaces. */
export class QuestionBankStore {
  constructor(private readonly database: Database) {}

  /** Returns how many entries were new or changed. */
  async put(graph: string, entries: readonly BankEntry[]): Promise<number> {
    const latest = new Map(entries.map((entry) => [entry.article, entry]));
    const rows = [...latest.values()].map((entry) => ({ ...entry, draftingKey: draftingKeyOf(entry) }));
    return this.database.transaction(async (sql) =>
      sql.run(statements.put, [await ensureGraph(sql, graph), JSON.stringify(rows)]),
    );
  }

  /** In order of article. */
  async list(graph: string, { after = '', limit }: Page): Promise<readonly BankEntry[]> {
    return readPage(this.database, statements.list, [graph, after, limit]);
  }

  /** Deletes the entries of articles, and says how many there were. */
  async delete(graph: string, articles: readonly string[]): Promise<number> {
    return this.database.run(statements.delete, [graph, articles]);
  }

  /** How well the bank fits the graph's present statutes: entries that are usable, that are for another text, and that name an unknown article. */
  async fit(graph: string): Promise<BankFit> {
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

/** The drafting key of a bank entry, `bank:<16 hex digits>`. It changes with its questions and with who drafted them. */
function draftingKeyOf({ incoming, outgoing, draftedBy }: BankEntry): string {
  const questions = JSON.stringify([incoming, outgoing, draftedBy ?? null]);
  return `bank:${createHash('sha256').update(questions).digest('hex').slice(0, 16)}`;
}
