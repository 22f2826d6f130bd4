import type { ArticleNode, Edge, Interval, PseudoQuery } from '@lexhop/graph-model';
import type { Database, Sql } from '@lexhop/postgres';
import { type ChangedPages, changedRows, countChanges, type Span } from './postgres/changed-rows.js';
import { findSpace } from './postgres/graph-rows.js';
import { packedVectors } from './postgres/stored-vectors.js';
import { readingBuild } from './postgres/transactions.js';

/** What happened to a graph after one build, up to another one: `after` < since or until ≤ `upTo`. */
interface ChangeSpan {
  readonly graph: string;
  /** A build that the books keep, or 0 for all that they have. */
  readonly after: number;
  /** A build that the books keep. What builds after it did is left out: a row that one of them closed is open. */
  readonly upTo: number;
}

/** Rows that the span opened, or rows of before that it closed (or renewed in place, of nodes). */
type ChangeOf = 'opened' | 'closed';

/** Which page of changed rows. */
export interface ChangePage {
  readonly span: ChangeSpan;
  readonly of: ChangeOf;
  /** `next` of the page before; empty for the first. */
  readonly after: string;
  /** Rows that are looked at; an edge may lie between several rows of its nodes. */
  readonly limit: number;
  /** Whether vectors come along. */
  readonly vectors: boolean;
}

/** Changed rows in order of id; row i of `vectors` belongs to the i-th row that `hasVector`. */
export interface ChangedRows<Row> {
  readonly rows: readonly (Row & Interval & { readonly hasVector?: boolean })[];
  /** In the space of the build that the span ends with; of opened nodes and incoming questions alone, which can be searched for, where the page asks for them. */
  readonly vectors: Float32Array;
  /** Where the next page begins; absent of the last. */
  readonly next?: string;
}

/**
 * An edge between two rows of nodes. An edge names nodes and not their texts, so it stays where a node is only changed. Then it first joins the
 * node's old row and after that the new one, and is given once for each. Its interval is the one in which the edge and both rows exist.
 */
export type PlacedEdge = Edge & {
  readonly sourceSince: number;
  readonly targetSince: number;
};

/**
 * What changed between builds, for keeping a copy of the graph: pages of bounded size, in order of a key. Rows of finished builds never change,
 * except that later builds may end them. Each page is read together with whether the span's last build is still kept; throws a BuildGoneError where
 * it is not.
 */
export class BuildChanges {
  constructor(private readonly database: Database) {}

  /** Rows in all pages together. */
  count(span: ChangeSpan): Promise<number> {
    return this.#read(span, async (sql, bounds) => {
      const [counted] = await sql.rows(countChanges, bounds);
      return counted?.count ?? 0;
    });
  }

  nodes(page: ChangePage): Promise<ChangedRows<ArticleNode>> {
    return this.#page(page, changedRows.nodes);
  }

  questions(page: ChangePage): Promise<ChangedRows<PseudoQuery>> {
    return this.#page(page, changedRows.questions);
  }

  edges(page: ChangePage): Promise<ChangedRows<PlacedEdge>> {
    return this.#page(page, changedRows.edges);
  }

  #page<Row>({ span, of, after, limit, vectors }: ChangePage, pages: ChangedPages): Promise<ChangedRows<Row>> {
    return this.#read(span, async (sql, bounds, spaceId) => {
      const key = after === '' ? pages.first : (JSON.parse(after) as readonly unknown[]);
      const [read] = await sql.rows(pages[of], [...bounds, limit, vectors ? spaceId : 0, ...key]);
      const next = read?.last ?? undefined;
      return {
        rows: read?.page ?? [],
        vectors: packedVectors([{ embedding: read?.embeddings ?? null }]),
        ...(next !== undefined && { next }),
      };
    });
  }

  #read<Result>(
    { graph, after, upTo }: ChangeSpan,
    work: (sql: Sql, bounds: Span, spaceId: number) => Promise<Result>,
  ): Promise<Result> {
    return readingBuild(this.database, { graph, number: upTo }, async (sql, { at, build }) => {
      const spaceId = build.space ? await findSpace(sql, build.space) : 0;
      return work(sql, [...at, after], spaceId);
    });
  }
}
