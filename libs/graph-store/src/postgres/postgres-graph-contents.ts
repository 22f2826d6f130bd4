import {
  type ArticleNode,
  type Build,
  type BuildReference,
  type Edge,
  type EdgeKind,
  type PseudoQuery,
  requireSpace,
} from '@lexhop/graph-model';
import { pagesOf } from '@lexhop/foundation';
import { type Database, type Sql, statement } from '@lexhop/postgres';
import {
  GraphContents,
  type GraphOverview,
  type StatuteLink,
  type StatuteOverview,
  type VectorPage,
} from '../graph-contents.js';
import { findSpace } from './graph-rows.js';
import { type EmbeddedRow, packedVectors, vectorIdOf } from './stored-vectors.js';
import { edges, fieldsOf, keywordsOfEdge, named, nodes, pageStatement, questions, readPage } from './tables.js';
import { readingBuild } from './transactions.js';
import { type At, visible } from './versioned-rows.js';

type Bounds = readonly [...At, after: string, limit: number];
type VectorRow = { readonly id: string } & EmbeddedRow;

const questionsOf = (direction: 'incoming' | 'outgoing') => `SELECT ${named(fieldsOf(questions))} FROM question t
  WHERE ${visible()} AND t.direction = '${direction}' AND t.id > $3 ORDER BY t.id LIMIT $4`;

/** LIMIT 1 makes the planner look questions up row by row. A join would read all of the graph's for each page. */
const questionOf = (direction: 'incoming' | 'outgoing') => `SELECT q.id, q.text, q.keywords FROM question q
  WHERE ${visible('q')} AND q.direction = '${direction}' AND q.id = t.${direction}_question LIMIT 1`;

function vectorPage(table: string, owner: string, which = 'true') {
  const linked = vectorIdOf(5, owner);
  return statement<readonly [...Bounds, spaceId: number], VectorRow>(`
WITH page AS MATERIALIZED (
  SELECT t.id, ${linked} AS vector_id FROM ${table}
  WHERE ${visible()} AND ${which} AND t.id > $3 AND ${linked} IS NOT NULL ORDER BY t.id LIMIT $4
)
SELECT id, (SELECT v.embedding FROM vector v WHERE v.id = vector_id) AS embedding FROM page ORDER BY id`);
}

/** The text of a question edge is that of its incoming question. */
const { text: _text, ...ownFields } = fieldsOf(edges);

/** The statute of a node's id: what stands before its last colon. */
const statuteOf = (id: string) => `left(${id}, -strpos(reverse(${id}), ':'))`;

const statements = {
  statutes: statement<readonly [...At, most: number], StatuteOverview & { readonly all: number }>(`
SELECT t.statute_id AS id, max(t.statute_title) AS title, count(*) FILTER (WHERE t.level = 'article')::int AS articles,
  (count(*) OVER ())::int AS "all"
FROM node t WHERE ${visible()} AND NOT t.repealed AND NOT t.abolished
GROUP BY t.statute_id ORDER BY articles DESC, id LIMIT $3`),
  links: statement<
    readonly [...At, most: number, statutes: readonly string[]],
    StatuteLink & { readonly all: number }
  >(`
SELECT source, target, json_object_agg(kind, edges ORDER BY kind) AS edges, (count(*) OVER ())::int AS "all" FROM (
  SELECT ${statuteOf('t.source')} AS source, ${statuteOf('t.target')} AS target, t.kind, count(*)::int AS edges
  FROM edge t WHERE ${visible()} AND t.kind <> 'hierarchy' GROUP BY 1, 2, 3
) pairs
WHERE source <> target AND source = ANY($4::text[]) AND target = ANY($4::text[])
GROUP BY source, target ORDER BY sum(edges) DESC, source, target LIMIT $3`),
  nodes: pageStatement<Bounds, ArticleNode>(
    `SELECT ${named(fieldsOf(nodes))} FROM node t WHERE ${visible()} AND t.id > $3 ORDER BY t.id LIMIT $4`,
  ),
  questions: pageStatement<Bounds, PseudoQuery>(
    `SELECT * FROM ((${questionsOf('incoming')}) UNION ALL (${questionsOf('outgoing')})) questions ORDER BY id LIMIT $4`,
  ),
  edges: pageStatement<readonly [...Bounds, kinds: readonly EdgeKind[] | undefined], Edge>(`
SELECT ${named(ownFields)}, coalesce(i.text, t.text) AS text, ${keywordsOfEdge()} AS keywords FROM edge t
LEFT JOIN LATERAL (${questionOf('incoming')}) i ON true
LEFT JOIN LATERAL (${questionOf('outgoing')}) o ON true
WHERE ${visible()} AND t.id > $3 AND ($5::text[] IS NULL OR t.kind::text = ANY($5))
  AND (t.kind <> 'question' OR (i.id IS NOT NULL AND o.id IS NOT NULL))
ORDER BY t.id LIMIT $4`),
  vectors: {
    nodes: vectorPage('node t', 't.owner'),
    incoming: vectorPage('question t', 't.id', "t.direction = 'incoming'"),
    outgoing: vectorPage('question t', 't.id', "t.direction = 'outgoing'"),
  },
} as const;

/** Each page is read at one moment together with its build, so that a build that was collected is noticed. */
export class PostgresGraphContents extends GraphContents {
  constructor(
    private readonly database: Database,
    private readonly pageSize: number,
  ) {
    super();
  }

  override nodes(build: BuildReference): AsyncIterable<readonly ArticleNode[]> {
    return this.#pages(build, (sql, bounds) => readPage(sql, statements.nodes, bounds));
  }

  override questions(build: BuildReference): AsyncIterable<readonly PseudoQuery[]> {
    return this.#pages(build, (sql, bounds) => readPage(sql, statements.questions, bounds));
  }

  override edges(build: BuildReference, kinds?: readonly EdgeKind[]): AsyncIterable<readonly Edge[]> {
    return this.#pages(build, (sql, bounds) => readPage(sql, statements.edges, [...bounds, kinds]));
  }

  override overview(
    reference: BuildReference,
    most: { readonly statutes: number; readonly links: number },
  ): Promise<GraphOverview> {
    return readingBuild(this.database, reference, async (sql, { at }) => {
      const statutes = await sql.rows(statements.statutes, [...at, most.statutes]);
      const ids = statutes.map(({ id }) => id);
      const links = await sql.rows(statements.links, [...at, most.links, ids]);
      return {
        build: reference.number,
        statutes: statutes.map(({ all: _all, ...statute }) => statute),
        links: links.map(({ all: _all, ...link }) => link),
        statutesLeftOut: (statutes[0]?.all ?? 0) - statutes.length,
        linksLeftOut: (links[0]?.all ?? 0) - links.length,
      };
    });
  }

  override async *vectors(build: BuildReference, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage> {
    const pages = this.#pages<VectorRow>(build, async (sql, bounds, found) =>
      sql.rows(statements.vectors[of], [...bounds, await findSpace(sql, requireSpace(found))]),
    );
    for await (const page of pages) yield { ids: page.map(({ id }) => id), vectors: packedVectors(page) };
  }

  #pages<Row extends { readonly id: string }>(
    reference: BuildReference,
    read: (sql: Sql, bounds: Bounds, build: Build) => Promise<readonly Row[]>,
  ): AsyncIterable<readonly Row[]> {
    return pagesOf<Row, string>({
      limit: this.pageSize,
      keyOf: ({ id }) => id,
      read: (after = '', limit) =>
        readingBuild(this.database, reference, (sql, { at, build }) => read(sql, [...at, after, limit], build)),
    });
  }
}
