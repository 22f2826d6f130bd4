import {
  type ArticleNode,
  type BuildRun,
  type Direction,
  type Edge,
  type EdgeKind,
  embeddingSpaceId,
  type QuestionEdge,
  requireSpace,
} from '@lexhop/graph-model';
import { type Database, type Sql, statement } from '@lexhop/postgres';
import { MissingVectorError } from './errors.js';
import { findSpace } from './postgres/graph-rows.js';
import { type CountedRange, type IdRange, type RangedRows, rangesOf } from './postgres/ranges.js';
import { type EmbeddedRow, embeddingOf, packedVectors } from './postgres/stored-vectors.js';
import { edges, fieldsOf, matches, named, nodes, pageStatement, type PageUpTo, readPage } from './postgres/tables.js';
import { count, knownBuild, writingRun } from './postgres/transactions.js';
import { type At, replacement, replaceRows, visible, type Writer } from './postgres/versioned-rows.js';

/** Questions with their vectors; row i of `vectors` belongs to `questions[i]`. In order of id. */
export interface QuestionRows {
  readonly questions: readonly StoredQuestion[];
  /** `questions.length` rows of the space's dimensions, unit length. */
  readonly vectors: Float32Array;
}

interface StoredQuestion {
  readonly id: string;
  readonly nodeId: string;
  readonly keywords: readonly string[];
}

/** The best incoming question of another node for one outgoing question. */
export interface Match {
  readonly outgoing: string;
  readonly incoming: string;
  /** Nodes that the two questions belong to. */
  readonly source: string;
  readonly target: string;
  /** Rounded to 1e-6. */
  readonly score: number;
}

/** A batch of the match step. Its name is recorded as done in the same transaction as what it made. */
interface MatchBatch {
  /** Stable within the build's match step, e.g. `questions~000012`. */
  readonly name: string;
  readonly done: number;
}

/** An edge as it is saved: a question edge's text and keywords are read from its two questions, stored once. */
export type EdgeToSave = Exclude<Edge, QuestionEdge> | Omit<QuestionEdge, 'text' | 'keywords'>;

/**
 * The scope within which a set of edges is complete: all edges of these kinds from the nodes of an id range, from exactly these nodes, or to the
 * nodes of an id range.
 */
type EdgeScope = { readonly kinds: readonly EdgeKind[] } & (
  | IdRange
  | { readonly sources: readonly string[] }
  | { readonly targets: IdRange }
);

const statements = {
  doneBatches: statement<At, { name: string }>('SELECT name FROM done_batch WHERE graph_id = $1 AND number = $2'),
  recordBatch: statement<readonly [...At, name: string]>(
    'INSERT INTO done_batch (graph_id, number, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
  ),
  questions: statement<
    readonly [
      ...At,
      spaceId: number,
      after: string,
      upTo: string | undefined,
      limit: number,
      direction: Direction,
      onlyNew: boolean,
    ],
    StoredQuestion & EmbeddedRow
  >(`
WITH page AS MATERIALIZED (
  SELECT t.id, t.node_id, t.keywords FROM question t
  WHERE ${visible()} AND t.direction = $7::direction AND t.id > $4 AND ($5::text IS NULL OR t.id <= $5)
    AND (NOT $8::boolean OR t.since = $2)
  ORDER BY t.id LIMIT $6
)
SELECT id, node_id AS "nodeId", array_to_json(keywords) AS keywords, ${embeddingOf(3, 'page.id')} AS embedding
FROM page ORDER BY id`),
  /** In order of outgoing id; those of a question are closed with it. */
  matches: pageStatement<
    readonly [...At, after: string, upTo: string | undefined, limit: number, sources: readonly string[] | undefined],
    Match
  >(
    `SELECT ${named(fieldsOf(matches))} FROM match t
     WHERE ${visible()} AND ($6::text[] IS NULL OR t.source = ANY($6)) AND t.outgoing > $3
       AND ($4::text IS NULL OR t.outgoing <= $4)
     ORDER BY t.outgoing LIMIT $5`,
  ),
  nodes: pageStatement<readonly [...At, from: string, to: string], ArticleNode>(
    `SELECT ${named(fieldsOf(nodes))} FROM node t WHERE ${visible()} AND t.id >= $3 AND t.id <= $4 ORDER BY t.id`,
  ),
} as const;

const replaceMatches = replacement(matches, 't.outgoing = ANY($4::text[])');
const isKind = 't.kind::text = ANY($4::text[])';
const replaceEdges = {
  ofSources: replacement(edges, `${isKind} AND t.source = ANY($5::text[])`),
  ofRange: replacement(edges, `${isKind} AND t.source >= $5 AND t.source <= $6`),
  toRange: replacement(edges, `${isKind} AND t.target >= $5 AND t.target <= $6`),
} as const;

/** The running build in step match. Saves are transactions, fenced and idempotent, like those of `GraphDraft`. */
export class EdgeDraft {
  constructor(private readonly database: Database) {}

  /** Cuts rows of the build into ranges of about `size` ids, in order; the same for every call while those rows stay. */
  async ranges(run: BuildRun, of: RangedRows, size: number): Promise<readonly CountedRange[]> {
    return rangesOf(this.database, await this.#at(run), of, size);
  }

  /** Names of batches of the match step that this build has done since the step was last entered. */
  async doneBatches(run: BuildRun): Promise<ReadonlySet<string>> {
    const done = await this.database.rows(statements.doneBatches, await this.#at(run));
    return new Set(done.map(({ name }) => name));
  }

  /** A page of the build's questions of one direction; `onlyNew` keeps those opened by this build. Throws a MissingVectorError for one without a vector. */
  async questions(
    run: BuildRun,
    {
      after = '',
      upTo,
      limit,
      direction,
      onlyNew = false,
    }: PageUpTo & {
      readonly direction: Direction;
      readonly onlyNew?: boolean;
    },
  ): Promise<QuestionRows> {
    const { at, build } = await knownBuild(this.database, run);
    const space = requireSpace(build);
    const bounds = [await findSpace(this.database, space), after, upTo, limit, direction, onlyNew] as const;
    const found = await this.database.rows(statements.questions, [...at, ...bounds]);
    const missing = found.find(({ embedding }) => embedding === null);
    if (missing) throw new MissingVectorError(embeddingSpaceId(space), `of ${missing.id}`);
    const questions = found.map(({ id, nodeId, keywords }) => ({ id, nodeId, keywords }));
    return { questions, vectors: packedVectors(found) };
  }

  /**
   * The build's matches whose outgoing question lies in the range, in order of outgoing id.
   * One whose incoming or outgoing question the build no longer has is not among them.
   * @param page `sources` keeps those that these nodes raised
   */
  async matches(
    run: BuildRun,
    { after = '', upTo, limit, sources }: PageUpTo & { readonly sources?: readonly string[] },
  ): Promise<readonly Match[]> {
    return readPage(this.database, statements.matches, [...(await this.#at(run)), after, upTo, limit, sources]);
  }

  /** Replaces the matches of exactly these outgoing questions (an outgoing id without a match loses its own). */
  async saveMatches(
    run: BuildRun,
    batch: MatchBatch,
    outgoing: readonly string[],
    made: readonly Match[],
  ): Promise<void> {
    await this.#save(run, batch, (sql, writer) =>
      replaceRows(sql, replaceMatches, writer, { desired: [JSON.stringify(made)], scope: [outgoing] }),
    );
  }

  /** Makes `drawn` the complete set of edges within the scope: opens new ones, closes those that are not in the set, and leaves the rest. */
  async saveEdges(run: BuildRun, batch: MatchBatch, scope: EdgeScope, drawn: readonly EdgeToSave[]): Promise<void> {
    const desired = [JSON.stringify(drawn.map(edgeAsSaved))];
    const { how, bounds } = howToReplace(scope);
    await this.#save(run, batch, (sql, writer) =>
      replaceRows(sql, how, writer, { desired, scope: [scope.kinds, ...bounds] }),
    );
  }

  /** All nodes of the build in an id range, articles and paragraphs. */
  async nodes(run: BuildRun, { from, to }: IdRange): Promise<readonly ArticleNode[]> {
    return readPage(this.database, statements.nodes, [...(await this.#at(run)), from, to]);
  }

  async #at(run: BuildRun): Promise<At> {
    return (await knownBuild(this.database, run)).at;
  }

  async #save(run: BuildRun, batch: MatchBatch, work: (sql: Sql, writer: Writer) => Promise<unknown>): Promise<void> {
    await writingRun(this.database, run, async (sql, fenced) => {
      await work(sql, fenced.writer);
      const recorded = await sql.run(statements.recordBatch, [...fenced.writer.at, batch.name]);
      if (recorded > 0) await count(sql, fenced, 'match', batch.done);
    });
  }
}

function howToReplace(scope: EdgeScope) {
  if ('sources' in scope) return { how: replaceEdges.ofSources, bounds: [scope.sources] };
  const { from, to } = 'targets' in scope ? scope.targets : scope;
  return { how: 'targets' in scope ? replaceEdges.toRange : replaceEdges.ofRange, bounds: [from, to] };
}

/** A question edge may come with its text and keywords, which its two questions have already. */
function edgeAsSaved(edge: EdgeToSave): object {
  return edge.kind === 'question' ? { ...edge, text: undefined, keywords: undefined } : edge;
}
