import { namedObject, pagesOf } from '@lexhop/foundation';
import {
  type ArticleNode,
  type Build,
  type BuildReference,
  type Edge,
  edgeCountsSchema,
  type EdgeKind,
  type PseudoQuery,
  requireSpace,
} from '@lexhop/graph-model';
import { type Database, type Sql, statement } from '@lexhop/postgres';
import { z } from 'zod';
import { findSpace } from './postgres/graph-rows.js';
import { type EmbeddedRow, packedVectors, vectorIdOf } from './postgres/stored-vectors.js';
import {
  edges,
  fieldsOf,
  keywordsOfEdge,
  named,
  nodes,
  pageStatement,
  questions,
  readPage,
} from './postgres/tables.js';
import { readingBuild } from './postgres/transactions.js';
import { type At, visible } from './postgres/versioned-rows.js';

/** Vectors of a build: row i of `vectors` belongs to `ids[i]` (a node's or a question's id). */
export interface VectorPage {
  readonly ids: readonly string[];
  readonly vectors: Float32Array;
}

const count = z.number().int().nonnegative();
const statuteOverviewSchema = z.object({ id: z.string(), title: z.string(), articles: count });
/** A statute of a build, and how many live articles it has there. */
type StatuteOverview = Readonly<z.infer<typeof statuteOverviewSchema>>;

const statuteLinkSchema = z.object({
  source: z.string(),
  target: z.string(),
  edges: edgeCountsSchema
    .partial()
    .describe('By kind, without the hierarchy; a kind of which there is none is absent.'),
});
/** How many edges lead from the nodes of one statute to those of another. */
type StatuteLink = Readonly<z.infer<typeof statuteLinkSchema>>;

/** An overview of a build: its statutes, and the edges between them. */
export const graphOverviewSchema = namedObject('GraphOverview', {
  build: z.number().int(),
  statutes: z.array(statuteOverviewSchema).readonly().describe('The largest first, equal ones in order of id.'),
  links: z
    .array(statuteLinkSchema)
    .readonly()
    .describe('How many edges lead from the articles of one of these statutes to those of another; the most first.'),
  statutesLeftOut: count,
  linksLeftOut: count,
});
export type GraphOverview = Readonly<z.infer<typeof graphOverviewSchema>>;

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

/**
 * A whole build as streams of pages in order of id: to load an index, to export, or to count. Each page is read at one moment together with its
 * build; one that is collected in the middle of a stream ends it with a BuildGoneError.
 */
export class GraphContents {
  constructor(
    private readonly database: Database,
    private readonly pageSize: number,
  ) {}

  nodes(build: BuildReference): AsyncIterable<readonly ArticleNode[]> {
    return this.#pages(build, (sql, bounds) => readPage(sql, statements.nodes, bounds));
  }

  questions(build: BuildReference): AsyncIterable<readonly PseudoQuery[]> {
    return this.#pages(build, (sql, bounds) => readPage(sql, statements.questions, bounds));
  }

  edges(build: BuildReference, kinds?: readonly EdgeKind[]): AsyncIterable<readonly Edge[]> {
    return this.#pages(build, (sql, bounds) => readPage(sql, statements.edges, [...bounds, kinds]));
  }

  /** The largest statutes and the strongest links between them, at most so many of each; the others are counted. */
  overview(
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

  /** Vectors in the build's own space; nodes and questions that have none are left out. */
  async *vectors(build: BuildReference, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage> {
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
