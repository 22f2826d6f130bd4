import { type ArticleNode, type BuildRun, type Direction, embeddingSpaceId, requireSpace } from '@lexhop/graph-model';
import { type Database, type Sql, statement } from '@lexhop/postgres';
import { edgeAsSaved } from '../edge-draft.js';
import {
  type CountedRange,
  EdgeDraft,
  type EdgeScope,
  type EdgeToSave,
  type Match,
  type MatchBatch,
  type QuestionRows,
  type RangedRows,
  type StoredQuestion,
} from '../edge-draft.js';
import { MissingVectorError } from '../errors.js';
import type { IdRange } from '../graph-draft.js';
import type { Page } from '../statute-store.js';
import { count, fence, knownBuild } from './build-rows.js';
import { findSpace } from './graph-rows.js';
import { type EmbeddedRow, embeddingOf, packedVectors } from './stored-vectors.js';
import { edges, fieldsOf, jsonRows, matches, named, nodes, pageStatement, readPage } from './tables.js';
import { closedByBuild, replacement, replaceRows, visible, type Writer } from './versioned-rows.js';

type At = readonly [graphId: number, number: number];

/** Rows `t` that ranges count, by what they are of; of questions the direction is $4. */
const rangedRows = {
  nodes: `node t WHERE ${visible()}`,
  questions: `question t WHERE t.direction = $4::direction AND ${visible()}`,
  rematched: `(SELECT m.source AS id FROM match m WHERE m.graph_id = $1 AND (m.since = $2 OR ${closedByBuild('m')})
    UNION SELECT e.source FROM edge e WHERE ${closedByBuild('e')} AND e.kind = 'question') t
    WHERE EXISTS (SELECT FROM node n WHERE ${visible('n')} AND n.id = t.id)`,
} as const;

const ranges = (rows: string) =>
  statement<readonly [...At, size: number, ...direction: Direction[]], CountedRange>(`
SELECT min(id) AS "from", max(id) AS "to", count(*)::int AS count
FROM (SELECT t.id, (row_number() OVER (ORDER BY t.id) - 1) / $3::int AS range FROM ${rows}) numbered
GROUP BY range ORDER BY range`);

const statements = {
  nodeRanges: ranges(rangedRows.nodes),
  questionRanges: ranges(rangedRows.questions),
  rematchedRanges: ranges(rangedRows.rematched),
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
  nodes: pageStatement<readonly [...At, from: string, to: string], ArticleNode & { readonly isNew: boolean }>(
    `SELECT ${named(fieldsOf(nodes))}, t.since = $2 AS "isNew" FROM node t
     WHERE ${visible()} AND t.id >= $3 AND t.id <= $4 ORDER BY t.id`,
  ),
} as const;

const replaceMatches = replacement(matches, jsonRows(fieldsOf(matches), 3), 't.outgoing = ANY($4::text[])');
const isKind = 't.kind::text = ANY($4::text[])';
const replaceEdges = {
  ofSources: replacement(edges, jsonRows(fieldsOf(edges), 3), `${isKind} AND t.source = ANY($5::text[])`),
  ofRange: replacement(edges, jsonRows(fieldsOf(edges), 3), `${isKind} AND t.source >= $5 AND t.source <= $6`),
  toRange: replacement(edges, jsonRows(fieldsOf(edges), 3), `${isKind} AND t.target >= $5 AND t.target <= $6`),
} as const;

export class PostgresEdgeDraft extends EdgeDraft {
  constructor(private readonly database: Database) {
    super();
  }

  override async ranges(run: BuildRun, of: RangedRows, size: number): Promise<readonly CountedRange[]> {
    const at = await this.#at(run);
    if (of === 'nodes') return this.database.rows(statements.nodeRanges, [...at, size]);
    if (of === 'rematched') return this.database.rows(statements.rematchedRanges, [...at, size]);
    return this.database.rows(statements.questionRanges, [...at, size, of]);
  }

  override async doneBatches(run: BuildRun): Promise<ReadonlySet<string>> {
    const done = await this.database.rows(statements.doneBatches, await this.#at(run));
    return new Set(done.map(({ name }) => name));
  }

  override async questions(
    run: BuildRun,
    page: Page & { readonly direction: Direction; readonly upTo?: string; readonly onlyNew?: boolean },
  ): Promise<QuestionRows> {
    const { graphId, build } = await knownBuild(this.database, run);
    const space = requireSpace(build);
    const spaceId = await findSpace(this.database, space);
    const { after = '', upTo, limit, direction, onlyNew = false } = page;
    const found = await this.database.rows(statements.questions, [
      graphId,
      run.number,
      spaceId,
      after,
      upTo,
      limit,
      direction,
      onlyNew,
    ]);
    const missing = found.find(({ embedding }) => embedding === null);
    if (missing) throw new MissingVectorError(embeddingSpaceId(space), `of ${missing.id}`);
    const questions = found.map(({ id, nodeId, keywords }) => ({ id, nodeId, keywords }));
    return { questions, vectors: packedVectors(found) };
  }

  override async matches(
    run: BuildRun,
    { after = '', upTo, limit, sources }: Page & { readonly upTo?: string; readonly sources?: readonly string[] },
  ): Promise<readonly Match[]> {
    return readPage(this.database, statements.matches, [...(await this.#at(run)), after, upTo, limit, sources]);
  }

  override async saveMatches(
    run: BuildRun,
    batch: MatchBatch,
    outgoing: readonly string[],
    made: readonly Match[],
  ): Promise<void> {
    await this.#save(run, batch, (sql, writer) =>
      replaceRows(sql, replaceMatches, writer, { desired: [JSON.stringify(made)], scope: [outgoing] }),
    );
  }

  override async saveEdges(
    run: BuildRun,
    batch: MatchBatch,
    scope: EdgeScope,
    drawn: readonly EdgeToSave[],
  ): Promise<void> {
    const desired = [JSON.stringify(drawn.map(edgeAsSaved))];
    const { how, bounds } = howToReplace(scope);
    await this.#save(run, batch, (sql, writer) =>
      replaceRows(sql, how, writer, { desired, scope: [scope.kinds, ...bounds] }),
    );
  }

  override async nodes(
    run: BuildRun,
    { from, to }: IdRange,
  ): Promise<readonly (ArticleNode & { readonly isNew: boolean })[]> {
    return readPage(this.database, statements.nodes, [...(await this.#at(run)), from, to]);
  }

  async #at(run: BuildRun): Promise<At> {
    const { graphId } = await knownBuild(this.database, run);
    return [graphId, run.number];
  }

  async #save(run: BuildRun, batch: MatchBatch, work: (sql: Sql, writer: Writer) => Promise<unknown>): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { writer, ...fenced } = await fence(sql, run);
      await work(sql, writer);
      const recorded = await sql.run(statements.recordBatch, [writer.graphId, writer.number, batch.name]);
      if (recorded > 0) await count(sql, fenced, 'match', batch.done);
    });
  }
}

function howToReplace(scope: EdgeScope) {
  if ('sources' in scope) return { how: replaceEdges.ofSources, bounds: [scope.sources] };
  const { from, to } = 'targets' in scope ? scope.targets : scope;
  return { how: 'targets' in scope ? replaceEdges.toRange : replaceEdges.ofRange, bounds: [from, to] };
}
