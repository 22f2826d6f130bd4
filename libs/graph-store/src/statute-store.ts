import type { ArticleNode } from '@lexhop/graph-model';
import { type Database, statement } from '@lexhop/postgres';
import { z } from 'zod';
import { ensureGraph, findGraph } from './postgres/graph-rows.js';
import {
  deleteStatutes,
  putStatutes,
  type StatuteRecord,
  type StatutesSaved,
  type StatuteWithNodes,
} from './postgres/put-statutes.js';
import { fieldsOf, named, nodes, type Page, pageStatement, readPage } from './postgres/tables.js';
import { lockGraph, lockingGraph, snapshot } from './postgres/transactions.js';

const count = z.number().int().nonnegative();
const liveAndRepealed = z.object({ live: count, repealed: count });

/** How many statutes a graph has, and how many nodes of each level: live ones, and those repealed or of an abolished statute. */
export const statuteCountsSchema = z.object({
  statutes: count,
  articles: liveAndRepealed,
  paragraphs: liveAndRepealed,
});
type StatuteCounts = Readonly<z.infer<typeof statuteCountsSchema>>;

const statements = {
  list: statement<[graph: string, after: string, text: string, limit: number], { record: StatuteRecord }>(
    `SELECT s.record FROM statute s JOIN graph g ON g.id = s.graph_id
     WHERE g.name = $1 AND s.id > $2 AND (position($3 IN s.title) > 0 OR position($3 IN s.id) > 0)
     ORDER BY s.id LIMIT $4`,
  ),
  find: statement<[graphId: number, id: string], { record: StatuteRecord }>(
    'SELECT record FROM statute WHERE graph_id = $1 AND id = $2',
  ),
  nodesOf: pageStatement<[graphId: number, id: string, level: ArticleNode['level'] | undefined], ArticleNode>(
    `SELECT ${named(fieldsOf(nodes))} FROM statute_node t WHERE t.graph_id = $1 AND t.statute_id = $2
       AND ($3::text IS NULL OR t.level = $3)
     ORDER BY t.position, t.id`,
  ),
  existing: statement<[graphId: number, ids: readonly string[]], { id: string }>(
    'SELECT id FROM statute_node WHERE graph_id = $1 AND id = ANY($2::text[])',
  ),
  count: statement<[graph: string], StatuteCounts>(
    `SELECT count(*)::int AS statutes,
       json_build_object('live', coalesce(sum(live_articles), 0), 'repealed', coalesce(sum(repealed_articles), 0)) AS articles,
       json_build_object('live', coalesce(sum(live_paragraphs), 0), 'repealed', coalesce(sum(repealed_paragraphs), 0)) AS paragraphs
     FROM statute s JOIN graph g ON g.id = s.graph_id WHERE g.name = $1`,
  ),
} as const;

/** The statutes of each graph as they were uploaded: what the next build is compared with. Not versioned. */
export class StatuteStore {
  constructor(private readonly database: Database) {}

  /** Saves statutes whole, each replacing the one of its id unless that was amended later; all of one call or none. */
  async put(graph: string, statutes: readonly StatuteWithNodes[]): Promise<StatutesSaved> {
    return this.database.transaction(async (sql) => {
      await ensureGraph(sql, graph);
      const { graphId } = await lockGraph(sql, graph);
      return putStatutes(sql, graphId, statutes);
    });
  }

  /** In order of id; `text` keeps those whose title or id contains it. */
  async list(
    graph: string,
    { after = '', limit, text = '' }: Page & { readonly text?: string },
  ): Promise<readonly StatuteRecord[]> {
    const rows = await this.database.rows(statements.list, [graph, after, text, limit]);
    return rows.map(({ record }) => record);
  }

  /** A statute with its nodes, or only those of one level, in order of position. */
  async find(graph: string, id: string, level?: ArticleNode['level']): Promise<StatuteWithNodes | undefined> {
    return snapshot(this.database, async (sql) => {
      const graphId = await findGraph(sql, graph);
      const [found] = await sql.rows(statements.find, [graphId, id]);
      return found && { statute: found.record, nodes: await readPage(sql, statements.nodesOf, [graphId, id, level]) };
    });
  }

  /** Those of these node ids that the graph's statutes have, each once, in no promised order. */
  async existing(graph: string, nodeIds: readonly string[]): Promise<readonly string[]> {
    const found = await this.database.rows(statements.existing, [await findGraph(this.database, graph), nodeIds]);
    return found.map(({ id }) => id);
  }

  /** Deletes statutes and says how many there were; ids unknown to the graph are not an error. */
  async delete(graph: string, ids: readonly string[]): Promise<number> {
    return lockingGraph(this.database, graph, (sql, { graphId }) => deleteStatutes(sql, graphId, ids));
  }

  async count(graph: string): Promise<StatuteCounts> {
    const [counted] = await this.database.rows(statements.count, [graph]);
    const none = { live: 0, repealed: 0 };
    return counted ?? { statutes: 0, articles: none, paragraphs: none };
  }
}
