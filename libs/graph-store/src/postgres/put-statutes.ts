import { createHash } from 'node:crypto';
import { inOrderOfKey, namedObject, slicesOf } from '@lexhop/foundation';
import { type ArticleNode, articleNodeSchema, isLive } from '@lexhop/graph-model';
import { type Sql, statement } from '@lexhop/postgres';
import { z } from 'zod';
import { columnsOf, fieldsOf, jsonRows, nodes } from './tables.js';

/** What a graph keeps of a statute beside its articles. */
export const statuteRecordSchema = namedObject('Statute', {
  id: z.string(),
  title: z.string(),
  englishTitle: z.string().optional(),
  level: z.enum(['constitution', 'law', 'order', 'unknown']),
  language: articleNodeSchema.shape.language.describe('As its text tells; other is any language that is not known.'),
  url: z.string().optional(),
  category: z.string().optional(),
  modifiedOn: z.string().optional().describe('The day of its last amendment, as 2022-06-15.'),
  abolished: z.boolean(),
  foreword: z.string().optional(),
  sourceFile: z.string().describe('The file it was read from, as the caller named it.'),
  articleCount: z.number().int().nonnegative(),
});
export type StatuteRecord = Readonly<z.infer<typeof statuteRecordSchema>>;

/** A statute and its nodes at every level, articles and paragraphs, in order of position. */
export interface StatuteWithNodes {
  readonly statute: StatuteRecord;
  readonly nodes: readonly ArticleNode[];
}

export interface StatutesSaved {
  readonly added: number;
  readonly replaced: number;
  /** Read again with nothing changed. */
  readonly unchanged: number;
  /** Not saved, because the graph has a version that was amended later. */
  readonly outdated: readonly OutdatedStatute[];
}

interface OutdatedStatute {
  readonly id: string;
  /** When the version that the graph has, and keeps, was amended last. */
  readonly kept: string;
}

interface Fingerprinted extends StatuteWithNodes {
  readonly fingerprint: string;
}

interface StoredStatute {
  readonly id: string;
  readonly fingerprint: string;
  readonly modifiedOn?: string | null;
}

type OfStatutes = [graphId: number, ids: readonly string[]];

const counts = ['live_articles', 'repealed_articles', 'live_paragraphs', 'repealed_paragraphs'].join(', ');

const statements = {
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

/** Counts what becomes of each statute, and gives those that must be written; of several with one id, the last. */
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
  const isLater = before.modifiedOn && statute.modifiedOn && before.modifiedOn > statute.modifiedOn;
  return isLater ? 'outdated' : 'replaced';
}

/** Deletes statutes with their nodes, and says how many there were. */
export async function deleteStatutes(sql: Sql, graphId: number, ids: readonly string[]): Promise<number> {
  await sql.run(statements.deleteNodes, [graphId, ids]);
  return sql.run(statements.delete, [graphId, ids]);
}

async function insertStatutes(sql: Sql, graphId: number, statutes: readonly Fingerprinted[]): Promise<void> {
  await sql.run(statements.insert, [graphId, JSON.stringify(statutes.map(statuteRow))]);
  const inserted = statutes.flatMap((statute) => statute.nodes);
  for (const some of slicesOf(inserted, nodesAtOnce))
    await sql.run(statements.insertNodes, [graphId, JSON.stringify(some)]);
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

/** Of a long statute, some nodes are hashed or inserted at a time, so that other work has its turn. */
const nodesAtOnce = 2_000;

/** Equal for equal statutes and nodes, whatever the order of their fields; absent and undefined fields are the same. */
async function fingerprintOf({ statute, nodes }: StatuteWithNodes): Promise<string> {
  const hash = createHash('sha256').update('{"nodes":[');
  for (const [place, node] of nodes.entries()) {
    hash.update(`${place === 0 ? '' : ','}${JSON.stringify(node, inOrderOfKey)}`);
    if (place % nodesAtOnce === nodesAtOnce - 1) await new Promise(setImmediate);
  }
  return hash.update(`],"statute":${JSON.stringify(statute, inOrderOfKey)}}`).digest('hex');
}
