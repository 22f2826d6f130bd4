import { type ArticleNode, type BuildRun, type Direction, embeddingSpaceId } from '@lexhop/graph-model';
import { edgeAsSaved } from '../edge-as-saved.js';
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
import { MissingVectorError } from '../errors/missing-vector-error.js';
import type { IdRange } from '../graph-draft.js';
import type { Page } from '../statute-store.js';
import { count, fence, knownBuild, spaceOf } from './build-row.js';
import type { Database, Sql } from './database.js';
import { findSpace } from './graphs.js';
import { jsonPage } from './json-page.js';
import { matchPage, matchPageOfSources, nodesOfRange, questionPage, rangesOf } from './match-statements.js';
import { asFloats } from './stored-vectors.js';
import { edges, matches, matchFields } from './tables.js';
import { type Clause, jsonRows, replaceRows, type Writer } from './versioned-table.js';

export class PgliteEdgeDraft extends EdgeDraft {
  constructor(private readonly database: Database) {
    super();
  }

  override async ranges(run: BuildRun, of: RangedRows, size: number): Promise<readonly CountedRange[]> {
    const { graphId } = await knownBuild(this.database, run);
    const direction = of === 'nodes' || of === 'rematched' ? [] : [of];
    return this.database.rows(rangesOf(of), [graphId, run.number, size, ...direction]);
  }

  override async doneBatches(run: BuildRun): Promise<ReadonlySet<string>> {
    const { graphId } = await knownBuild(this.database, run);
    const done = await this.database.rows<{ name: string }>(
      'SELECT name FROM done_batch WHERE graph_id = $1 AND number = $2',
      [graphId, run.number],
    );
    return new Set(done.map(({ name }) => name));
  }

  override async questions(
    run: BuildRun,
    page: Page & { readonly direction: Direction; readonly upTo?: string; readonly onlyNew?: boolean },
  ): Promise<QuestionRows> {
    const { graphId, build } = await knownBuild(this.database, run);
    const space = spaceOf(build);
    const spaceId = await findSpace(this.database, space);
    const bounds = [page.after ?? '', page.upTo ?? null, page.limit, page.direction, page.onlyNew ?? false];
    const [found] = await this.database.rows<{
      questions: readonly StoredQuestion[] | null;
      embeddings: Uint8Array | null;
      missing: string | null;
    }>(questionPage, [graphId, run.number, spaceId, ...bounds]);
    if (typeof found?.missing === 'string')
      throw new MissingVectorError(embeddingSpaceId(space), `of ${found.missing}`);
    return { questions: found?.questions ?? [], vectors: asFloats(found?.embeddings) };
  }

  override async matches(
    run: BuildRun,
    page: Page & { readonly upTo?: string; readonly sources?: readonly string[] },
  ): Promise<readonly Match[]> {
    const { graphId } = await knownBuild(this.database, run);
    const bounds = [graphId, run.number, page.after ?? '', page.upTo ?? null, page.limit];
    if (page.sources === undefined) return jsonPage(this.database, { sql: matchPage, parameters: bounds });
    return jsonPage(this.database, { sql: matchPageOfSources, parameters: [...bounds, page.sources] });
  }

  override async saveMatches(
    run: BuildRun,
    batch: MatchBatch,
    outgoing: readonly string[],
    made: readonly Match[],
  ): Promise<void> {
    await this.#save(run, batch, (sql, writer) =>
      replaceRows(sql, matches, writer, {
        scope: { sql: 't.outgoing = ANY($4::text[])', parameters: [outgoing] },
        desired: { sql: jsonRows(matchFields, 3), parameters: [JSON.stringify(made)] },
      }),
    );
  }

  override async saveEdges(
    run: BuildRun,
    batch: MatchBatch,
    scope: EdgeScope,
    drawn: readonly EdgeToSave[],
  ): Promise<void> {
    await this.#save(run, batch, (sql, writer) =>
      replaceRows(sql, edges, writer, {
        scope: clauseOf(scope),
        desired: {
          sql: jsonRows({ ...edges.key, ...edges.values }, 3),
          parameters: [JSON.stringify(drawn.map(edgeAsSaved))],
        },
      }),
    );
  }

  override async nodes(
    run: BuildRun,
    { from, to }: IdRange,
  ): Promise<readonly (ArticleNode & { readonly isNew: boolean })[]> {
    const { graphId } = await knownBuild(this.database, run);
    return jsonPage(this.database, { sql: nodesOfRange, parameters: [graphId, run.number, from, to] });
  }

  async #save(run: BuildRun, batch: MatchBatch, work: (sql: Sql, writer: Writer) => Promise<unknown>): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { writer } = await fence(sql, run);
      await work(sql, writer);
      const recorded = await sql.run(
        'INSERT INTO done_batch (graph_id, number, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [writer.graphId, writer.number, batch.name],
      );
      if (recorded > 0) await count(sql, writer, 'match', batch.done);
    });
  }
}

/** The parameters begin at $4. */
function clauseOf(scope: EdgeScope): Clause {
  const isKind = 't.kind::text = ANY($4::text[])';
  if ('sources' in scope) {
    return { sql: `${isKind} AND t.source = ANY($5::text[])`, parameters: [scope.kinds, scope.sources] };
  }
  return { sql: `${isKind} AND t.source >= $5 AND t.source <= $6`, parameters: [scope.kinds, scope.from, scope.to] };
}
