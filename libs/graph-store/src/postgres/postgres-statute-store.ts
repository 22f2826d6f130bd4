import { createHash } from 'node:crypto';
import { type ArticleNode, isLive } from '@lexhop/graph-model';
import { type Database, type Sql, statement } from '@lexhop/postgres';
import {
  type OutdatedStatute,
  type Page,
  type StatuteCounts,
  type StatuteRecord,
  StatuteStore,
  type StatutesSaved,
  type StatuteWithNodes,
} from '../statute-store.js';
import { lockGraph, snapshot } from './build-rows.js';
import { ensureGraph, findGraph } from './graph-rows.js';
import { columnsOf, fieldsOf, jsonRows, named, nodes, pageStatement, readPage } from './tables.js';

interface Fingerprinted extends StatuteWithNodes {
  readonly fingerprint: string;
}

const counts = ['live_articles', 'repealed_articles', 'live_paragraphs', 'repealed_paragraphs'].join(', ');
interface StoredStatute {
  readonly id: string;
  readonly fingerprint: string;
  readonly modifiedOn?: string | null;
}

type OfStatutes = [graphId: number, ids: readonly string[]];

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
  existing: statement<OfStatutes, { id: string }>(
    'SELECT id FROM statute_node WHERE graph_id = $1 AND id = ANY($2::text[])',
  ),
  count: statement<[graph: string], StatuteCounts>(
    `SELECT count(*)::int AS statutes,
       json_build_object('live', coalesce(sum(live_articles), 0), 'repealed', coalesce(sum(repealed_articles), 0)) AS articles,
       json_build_object('live', coalesce(sum(live_paragraphs), 0), 'repealed', coalesce(sum(repealed_paragraphs), 0)) AS paragraphs
     FROM statute s JOIN graph g ON g.id = s.graph_id WHERE g.name = $1`,
  ),
  stored: statement<OfStatutes, StoredStatute>(
    `SELECT id, fingerprint, record->>'modifiedOn' AS "modifiedOn" FROM statute WHERE graph_id = $1 AND id = ANY($2::text[])`,
  ),
  deleteNodes: statement<OfStatutes>('DELETE FROM statute_node WHERE graph_id = $1 AND statute_id = ANY($2::text[])'),
  delete: statement<OfStatutes>('DELETE FROM statute WHERE graph_id = $1 AND id = ANY($2::text[])'),
  insert: statement<[graphId: number, rows: string]>(
    `INSERT INTO statute (graph_id, id, title, record, fingerprint, ${counts})
     SELECT $1::int, record->>'id', record->>'title', record, fingerprint, ${counts}
     FROM json_to_recordset($2::json) AS given(record jsonb, fingerprint text,
       live_articles int, repealed_articles int, live_paragraphs int, repealed_paragraphs int)
     ORDER BY record->>'id'`,
  ),
  insertNodes: statement<[graphId: number, rows: string]>(
    `INSERT INTO statute_node (graph_id, ${columnsOf(fieldsOf(nodes))})
     SELECT $1::int, ${columnsOf(fieldsOf(nodes))} FROM (${jsonRows(fieldsOf(nodes), 2)}) given ORDER BY id`,
  ),
} as const;

export class PostgresStatuteStore extends StatuteStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async put(graph: string, statutes: readonly StatuteWithNodes[]): Promise<StatutesSaved> {
    return this.database.transaction(async (sql) => {
      await ensureGraph(sql, graph);
      const { graphId } = await lockGraph(sql, graph);
      return putStatutes(sql, graphId, statutes);
    });
  }

  override async list(
    graph: string,
    { after = '', limit, text = '' }: Page & { readonly text?: string },
  ): Promise<readonly StatuteRecord[]> {
    const rows = await this.database.rows(statements.list, [graph, after, text, limit]);
    return rows.map(({ record }) => record);
  }

  override async find(graph: string, id: string, level?: ArticleNode['level']): Promise<StatuteWithNodes | undefined> {
    return snapshot(this.database, async (sql) => {
      const graphId = await findGraph(sql, graph);
      const [found] = await sql.rows(statements.find, [graphId, id]);
      return found && { statute: found.record, nodes: await readPage(sql, statements.nodesOf, [graphId, id, level]) };
    });
  }

  override async existing(graph: string, nodeIds: readonly string[]): Promise<readonly string[]> {
    const found = await this.database.rows(statements.existing, [await findGraph(this.database, graph), nodeIds]);
    return found.map(({ id }) => id);
  }

  override async delete(graph: string, ids: readonly string[]): Promise<number> {
    return this.database.transaction(async (sql) => deleteStatutes(sql, (await lockGraph(sql, graph)).graphId, ids));
  }

  override async count(graph: string): Promise<StatuteCounts> {
    const [counted] = await this.database.rows(statements.count, [graph]);
    const none = { live: 0, repealed: 0 };
    return counted ?? { statutes: 0, articles: none, paragraphs: none };
  }
}

/** Saves statutes whole under the number of a graph. */
export async function putStatutes(
  sql: Sql,
  graphId: number,
  statutes: readonly StatuteWithNodes[],
): Promise<StatutesSaved> {
  const given: Fingerprinted[] = [];
  for (const statute of statutes) given.push({ ...statute, fingerprint: await fingerprintOf(statute) });
  const { saved, changed } = await compareStatutes(sql, graphId, given);
  await deleteStatutes(sql, graphId, [...changed.keys()]);
  await insertStatutes(sql, graphId, [...changed.values()]);
  return saved;
}

/** What becomes of each statute, and those that must be written, the last of an id. */
async function compareStatutes(
  sql: Sql,
  graphId: number,
  given: readonly Fingerprinted[],
): Promise<{ readonly saved: StatutesSaved; readonly changed: ReadonlyMap<string, Fingerprinted> }> {
  const rows = await sql.rows(statements.stored, [graphId, given.map(({ statute }) => statute.id)]);
  const stored = new Map(rows.map((row) => [row.id, row]));
  const saved = { added: 0, replaced: 0, unchanged: 0 };
  const outdated: OutdatedStatute[] = [];
  const changed = new Map<string, Fingerprinted>();
  for (const one of given) {
    const { statute, fingerprint } = one;
    const { id, modifiedOn } = statute;
    const before = stored.get(id);
    const outcome = outcomeOf(before, one);
    if (outcome === 'outdated') {
      outdated.push({ id, kept: before?.modifiedOn ?? '' });
      continue;
    }
    saved[outcome] += 1;
    if (outcome !== 'unchanged') changed.set(id, one);
    stored.set(id, { id, fingerprint, ...(modifiedOn && { modifiedOn }) });
  }
  return { saved: { ...saved, outdated }, changed };
}

function outcomeOf(before: StoredStatute | undefined, { statute, fingerprint }: Fingerprinted) {
  if (before === undefined) return 'added';
  if (before.fingerprint === fingerprint) return 'unchanged';
  return isLater(before.modifiedOn, statute.modifiedOn) ? 'outdated' : 'replaced';
}

function isLater(one: string | null | undefined, other: string | undefined): boolean {
  return one !== null && one !== undefined && other !== undefined && one > other;
}

async function deleteStatutes(sql: Sql, graphId: number, ids: readonly string[]): Promise<number> {
  await sql.run(statements.deleteNodes, [graphId, ids]);
  return sql.run(statements.delete, [graphId, ids]);
}

async function insertStatutes(sql: Sql, graphId: number, statutes: readonly Fingerprinted[]): Promise<void> {
  await sql.run(statements.insert, [graphId, JSON.stringify(statutes.map(statuteRow))]);
  const inserted = statutes.flatMap((statute) => statute.nodes);
  for (const some of slicesOf(inserted)) await sql.run(statements.insertNodes, [graphId, JSON.stringify(some)]);
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

/** Of a long statute some nodes at a time, so that others have their turn. */
const nodesAtOnce = 2_000;

function* slicesOf(all: readonly ArticleNode[]): Generator<readonly ArticleNode[]> {
  for (let from = 0; from < all.length; from += nodesAtOnce) yield all.slice(from, from + nodesAtOnce);
}

/** Equal for equal statutes and nodes, whatever the order of their fields; absent and undefined fields are the same. */
async function fingerprintOf({ statute, nodes }: StatuteWithNodes): Promise<string> {
  const hash = createHash('sha256').update('{"nodes":[');
  for (const [place, node] of nodes.entries()) {
    hash.update(`${place === 0 ? '' : ','}${JSON.stringify(node, sorted)}`);
    if (place % nodesAtOnce === nodesAtOnce - 1) await new Promise(setImmediate);
  }
  return hash.update(`],"statute":${JSON.stringify(statute, sorted)}}`).digest('hex');
}

function sorted(_field: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
