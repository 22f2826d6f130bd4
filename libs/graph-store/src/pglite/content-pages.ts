import type { ArticleNode, BuildReference, Edge, EdgeKind, PseudoQuery } from '@lexhop/graph-model';
import type { VectorPage } from '../graph-contents.js';
import { readableBuild, spaceOf } from './build-row.js';
import type { Database, Sql } from './database.js';
import { findSpace } from './graphs.js';
import { jsonPage } from './json-page.js';
import { asFloats } from './stored-vectors.js';
import { nodeFields, questionFields } from './tables.js';
import { alive, fieldsOf } from './versioned-table.js';

/** Where a page of a build's rows begins. */
export interface ContentPage {
  readonly build: BuildReference;
  /** Empty for the first. */
  readonly after: string;
  readonly limit: number;
}

export type VectorsOf = 'nodes' | 'incoming' | 'outgoing';

/** A build's contents page by page, each read together with whether the build is still there. */
export class ContentPages {
  constructor(private readonly database: Database) {}

  nodes(page: ContentPage): Promise<readonly ArticleNode[]> {
    return this.#read(page, nodePage, []);
  }

  questions(page: ContentPage): Promise<readonly PseudoQuery[]> {
    return this.#read(page, questionPage, []);
  }

  edges(page: ContentPage & { readonly kinds?: readonly EdgeKind[] }): Promise<readonly Edge[]> {
    return this.#read(page, edgePage, [page.kinds ?? null]);
  }

  vectors({ build: reference, after, limit, of }: ContentPage & { readonly of: VectorsOf }): Promise<VectorPage> {
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
LEFT JOIN question i ON i.direction = 'incoming' AND i.id = t.incoming_question AND ${alive(1, 2, 'i')}
LEFT JOIN question o ON o.direction = 'outgoing' AND o.id = t.outgoing_question AND ${alive(1, 2, 'o')}
WHERE ${alive(1, 2)} AND t.id > $3 AND ($5::text[] IS NULL OR t.kind::text = ANY($5))
  AND (t.kind <> 'question' OR (i.id IS NOT NULL AND o.id IS NOT NULL))
ORDER BY t.id LIMIT $4`;

/** $5 space. */
const nodeVectors = vectorPage(`
SELECT t.id, l.vector_id FROM node t JOIN vector_link l ON l.space_id = $5 AND l.owner = t.owner
WHERE ${alive(1, 2)} AND t.id > $3 ORDER BY t.id LIMIT $4`);

/** $5 space, $6 direction. */
const questionVectors = vectorPage(`
SELECT t.id, l.vector_id FROM question t JOIN vector_link l ON l.space_id = $5 AND l.owner = t.id
WHERE ${alive(1, 2)} AND t.direction = $6::direction AND t.id > $3 ORDER BY t.id LIMIT $4`);

function vectorPage(owners: string): string {
  return `
WITH page AS MATERIALIZED (${owners})
SELECT json_agg(page.id ORDER BY page.id) AS ids, string_agg(v.embedding, ''::bytea ORDER BY page.id) AS embeddings
FROM page JOIN vector v ON v.id = page.vector_id`;
}
