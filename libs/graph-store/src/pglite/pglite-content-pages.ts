import type { ArticleNode, Edge, PseudoQuery } from '@lexhop/graph-model';
import { type ContentPage, ContentPages, type EdgePage, type VectorsOf } from '../content-pages.js';
import type { VectorPage } from '../graph-contents.js';
import { readableBuild, spaceOf } from './build-row.js';
import type { Database, Sql } from './database.js';
import { findSpace } from './graphs.js';
import { jsonPage } from './json-page.js';
import { asFloats, vectorIdOf } from './stored-vectors.js';
import { nodeFields, questionFields } from './tables.js';
import { alive, fieldsOf } from './versioned-table.js';

/** Pages of a build on PGlite, each read in one transaction with whether the build is still there. */
export class PgliteContentPages extends ContentPages {
  constructor(private readonly database: Database) {
    super();
  }

  override nodes(page: ContentPage): Promise<readonly ArticleNode[]> {
    return this.#read(page, nodePage, []);
  }

  override questions(page: ContentPage): Promise<readonly PseudoQuery[]> {
    return this.#read(page, questionPage, []);
  }

  override edges(page: EdgePage): Promise<readonly Edge[]> {
    return this.#read(page, edgePage, [page.kinds ?? null]);
  }

  override vectors({
    build: reference,
    after,
    limit,
    of,
  }: ContentPage & { readonly of: VectorsOf }): Promise<VectorPage> {
    return this.database.transaction(async (sql) => {
      const { graphId, build } = await readableBuild(sql, reference);
      const spaceId = await findSpace(sql, spaceOf(build));
      const [page] = await sql.rows<{ ids: readonly string[] | null; embeddings: Uint8Array | null }>(
        of === 'nodes' ? nodeVectors : questionVectors,
        [graphId, build.number, after, limit, spaceId, ...(of === 'nodes' ? [] : [of])],
      );
      return { ids: page?.ids ?? [], vectors: asFloats(page?.embeddings) };
    });
  }

  #read<Row>({ build: reference, after, limit }: ContentPage, sql: string, more: unknown[]): Promise<readonly Row[]> {
    return this.database.transaction(async (transaction: Sql) => {
      const { graphId, build } = await readableBuild(transaction, reference);
      return jsonPage<Row>(transaction, { sql, parameters: [graphId, build.number, after, limit, ...more] });
    });
  }
}

// All: $1 graph, $2 build, $3 after, $4 limit.
const nodePage = `
SELECT ${fieldsOf(nodeFields)} FROM node t WHERE ${alive(1, 2)} AND t.id > $3 ORDER BY t.id LIMIT $4`;

const questionPage = `
SELECT * FROM (
  (${questionsOf('incoming')}) UNION ALL (${questionsOf('outgoing')})
) questions ORDER BY id LIMIT $4`;

function questionsOf(direction: 'incoming' | 'outgoing'): string {
  return `SELECT ${fieldsOf(questionFields)} FROM question t
    WHERE ${alive(1, 2)} AND t.direction = '${direction}' AND t.id > $3 ORDER BY t.id LIMIT $4`;
}

/** $5 kinds. */
const edgePage = `
SELECT t.id, t.kind, t.source, t.target, t.outgoing_question AS "outgoingQuestion",
  t.incoming_question AS "incomingQuestion", t.score, coalesce(i.text, t.text) AS text,
  CASE WHEN t.kind = 'question' THEN ARRAY(
    SELECT DISTINCT word COLLATE "C" AS word FROM unnest(i.keywords || o.keywords) AS given(word) ORDER BY word
  ) END AS keywords,
  t.mutatis_mutandis AS "mutatisMutandis", t.relation
FROM edge t
LEFT JOIN LATERAL (${questionOf('incoming')}) i ON true
LEFT JOIN LATERAL (${questionOf('outgoing')}) o ON true
WHERE ${alive(1, 2)} AND t.id > $3 AND ($5::text[] IS NULL OR t.kind::text = ANY($5))
  AND (t.kind <> 'question' OR (i.id IS NOT NULL AND o.id IS NOT NULL))
ORDER BY t.id LIMIT $4`;

/** Looked up row by row, which LIMIT 1 sees to: a join would read every question of the graph for a page. */
function questionOf(direction: 'incoming' | 'outgoing'): string {
  return `SELECT q.id, q.text, q.keywords FROM question q
    WHERE ${alive(1, 2, 'q')} AND q.direction = '${direction}' AND q.id = t.${direction}_question LIMIT 1`;
}

/** $5 space. */
const nodeVectors = vectorPage('node t', 't.owner', 'true');

/** $5 space, $6 direction. */
const questionVectors = vectorPage('question t', 't.id', 't.direction = $6::direction');

function vectorPage(table: string, owner: string, which: string): string {
  const linked = vectorIdOf(5, owner);
  return `
WITH page AS MATERIALIZED (
  SELECT t.id, ${linked} AS vector_id FROM ${table}
  WHERE ${alive(1, 2)} AND ${which} AND t.id > $3 AND ${linked} IS NOT NULL ORDER BY t.id LIMIT $4
)
SELECT json_agg(id ORDER BY id) AS ids,
  string_agg((SELECT v.embedding FROM vector v WHERE v.id = vector_id), ''::bytea ORDER BY id) AS embeddings
FROM page`;
}
