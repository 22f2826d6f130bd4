import type { ArticleNode } from '@lexhop/graph-model';
import { isLive } from '../live-node.js';
import {
  type Page,
  type StatuteCounts,
  type StatuteRecord,
  StatuteStore,
  type StatutesSaved,
  type StatuteWithNodes,
} from '../statute-store.js';
import type { Database, Sql } from './database.js';
import { fingerprintOf } from '../fingerprint-of.js';
import { ensureGraph, findGraph } from './graphs.js';
import { jsonPage } from './json-page.js';
import { nodeFields } from './tables.js';
import { columnOf, fieldsOf, jsonRows } from './versioned-table.js';

interface Fingerprinted extends StatuteWithNodes {
  readonly fingerprint: string;
}

export class PgliteStatuteStore extends StatuteStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async put(graph: string, statutes: readonly StatuteWithNodes[]): Promise<StatutesSaved> {
    const given = statutes.map((statute) => ({ ...statute, fingerprint: fingerprintOf(statute) }));
    return this.database.transaction(async (sql) => {
      const graphId = await ensureGraph(sql, graph);
      const { saved, changed } = await compareStatutes(sql, graphId, given);
      await deleteStatutes(sql, graphId, [...changed.keys()]);
      await insertStatutes(sql, graphId, [...changed.values()]);
      return saved;
    });
  }

  override async list(graph: string, page: Page & { readonly text?: string }): Promise<readonly StatuteRecord[]> {
    const records = await this.database.rows<{ record: StatuteRecord }>(
      `SELECT s.record FROM statute s JOIN graph g ON g.id = s.graph_id
       WHERE g.name = $1 AND s.id > $2 AND (position($3 IN s.title) > 0 OR position($3 IN s.id) > 0)
       ORDER BY s.id LIMIT $4`,
      [graph, page.after ?? '', page.text ?? '', page.limit],
    );
    return records.map(({ record }) => record);
  }

  override async find(graph: string, id: string): Promise<StatuteWithNodes | undefined> {
    const graphId = (await findGraph(this.database, graph)) ?? 0;
    const [found] = await this.database.rows<{ record: StatuteRecord }>(
      'SELECT record FROM statute WHERE graph_id = $1 AND id = $2',
      [graphId, id],
    );
    if (!found) return undefined;
    const nodes = await jsonPage<ArticleNode>(this.database, {
      sql: `SELECT ${fieldsOf(nodeFields)} FROM statute_node t WHERE t.graph_id = $1 AND t.statute_id = $2
        ORDER BY t.position, t.id`,
      parameters: [graphId, id],
    });
    return { statute: found.record, nodes };
  }

  override async existing(graph: string, nodeIds: readonly string[]): Promise<readonly string[]> {
    const graphId = (await findGraph(this.database, graph)) ?? 0;
    const found = await this.database.rows<{ id: string }>(
      'SELECT id FROM statute_node WHERE graph_id = $1 AND id = ANY($2::text[])',
      [graphId, nodeIds],
    );
    return found.map(({ id }) => id);
  }

  override async delete(graph: string, ids: readonly string[]): Promise<number> {
    return this.database.transaction(async (sql) => deleteStatutes(sql, (await findGraph(sql, graph)) ?? 0, ids));
  }

  override async count(graph: string): Promise<StatuteCounts> {
    const [counts] = await this.database.rows<StatuteCounts>(
      `SELECT count(*)::int AS statutes,
         json_build_object('live', coalesce(sum(live_articles), 0), 'repealed', coalesce(sum(repealed_articles), 0)) AS articles,
         json_build_object('live', coalesce(sum(live_paragraphs), 0), 'repealed', coalesce(sum(repealed_paragraphs), 0)) AS paragraphs
       FROM statute s JOIN graph g ON g.id = s.graph_id WHERE g.name = $1`,
      [graph],
    );
    const none = { live: 0, repealed: 0 };
    return counts ?? { statutes: 0, articles: none, paragraphs: none };
  }
}

/** What becomes of each statute, and those that must be written, the last of an id. */
async function compareStatutes(
  sql: Sql,
  graphId: number,
  given: readonly Fingerprinted[],
): Promise<{ readonly saved: StatutesSaved; readonly changed: ReadonlyMap<string, Fingerprinted> }> {
  const stored = await sql.rows<{ id: string; fingerprint: string }>(
    'SELECT id, fingerprint FROM statute WHERE graph_id = $1 AND id = ANY($2::text[])',
    [graphId, given.map(({ statute }) => statute.id)],
  );
  const fingerprints = new Map(stored.map(({ id, fingerprint }) => [id, fingerprint]));
  const saved = { added: 0, replaced: 0, unchanged: 0 };
  const changed = new Map<string, Fingerprinted>();
  for (const statute of given) {
    const { id } = statute.statute;
    const before = fingerprints.get(id);
    const outcome = before === undefined ? 'added' : before === statute.fingerprint ? 'unchanged' : 'replaced';
    saved[outcome] += 1;
    if (outcome !== 'unchanged') changed.set(id, statute);
    fingerprints.set(id, statute.fingerprint);
  }
  return { saved, changed };
}

async function deleteStatutes(sql: Sql, graphId: number, ids: readonly string[]): Promise<number> {
  await sql.run('DELETE FROM statute_node WHERE graph_id = $1 AND statute_id = ANY($2::text[])', [graphId, ids]);
  return sql.run('DELETE FROM statute WHERE graph_id = $1 AND id = ANY($2::text[])', [graphId, ids]);
}

async function insertStatutes(sql: Sql, graphId: number, statutes: readonly Fingerprinted[]): Promise<void> {
  await sql.run(
    `INSERT INTO statute (graph_id, id, title, record, fingerprint,
       live_articles, repealed_articles, live_paragraphs, repealed_paragraphs)
     SELECT $1::int, record->>'id', record->>'title', record, fingerprint,
       live_articles, repealed_articles, live_paragraphs, repealed_paragraphs
     FROM json_to_recordset($2::json) AS given(record jsonb, fingerprint text,
       live_articles int, repealed_articles int, live_paragraphs int, repealed_paragraphs int)
     ORDER BY record->>'id'`,
    [graphId, JSON.stringify(statutes.map(statuteRow))],
  );
  const columns = Object.keys(nodeFields).map(columnOf).join(', ');
  await sql.run(
    `INSERT INTO statute_node (graph_id, ${columns})
     SELECT $1::int, ${columns} FROM (${jsonRows(nodeFields, 2)}) given ORDER BY id`,
    [graphId, JSON.stringify(statutes.flatMap(({ nodes }) => nodes))],
  );
}

function statuteRow({ statute, nodes, fingerprint }: Fingerprinted): object {
  const count = (level: ArticleNode['level'], live: boolean) =>
    nodes.filter((node) => node.level === level && isLive(node) === live).length;
  return {
    record: statute,
    fingerprint,
    live_articles: count('article', true),
    repealed_articles: count('article', false),
    live_paragraphs: count('paragraph', true),
    repealed_paragraphs: count('paragraph', false),
  };
}
