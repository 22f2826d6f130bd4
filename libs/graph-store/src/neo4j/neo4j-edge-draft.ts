import { type ArticleNode, type Build, type BuildRun, type Direction, embeddingSpaceId } from '@lexhop/graph-model';
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
import { buildKey } from './build-key.js';
import { knownBuild } from './build-node.js';
import { vectorsOfBytes } from './bytes-of-vectors.js';
import type { Cypher, Neo4jConnection } from './connection.js';
import { countDone, currentRun } from './current-run.js';
import { saveEdges } from './save-edges.js';
import { saveMatches } from './save-matches.js';
import { spaceHashOf } from './space-hash.js';
import { spaceOf } from './space-of.js';
import { nodesOfRange } from './statements/contents/nodes-of-range.js';
import { doneBatches } from './statements/matching/done-batches.js';
import { matchesByOutgoing } from './statements/matching/matches-by-outgoing.js';
import { matchesOfSources } from './statements/matching/matches-of-sources.js';
import { newQuestionPage } from './statements/matching/new-question-page.js';
import { nextRangeOfNodes } from './statements/matching/next-range-of-nodes.js';
import { nextRangeOfQuestions } from './statements/matching/next-range-of-questions.js';
import { questionPage } from './statements/matching/question-page.js';
import { recordDoneBatch } from './statements/matching/record-done-batch.js';
import { rematchedNodes } from './statements/matching/rematched-nodes.js';
import { type Nullable, withoutNulls } from './without-nulls.js';

/** Matches and edges of the build being made, on Neo4j: relationships between the rows of its questions and of its nodes. */
export class Neo4jEdgeDraft extends EdgeDraft {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override async ranges(run: BuildRun, of: RangedRows, size: number): Promise<readonly CountedRange[]> {
    await this.#known(run);
    return of === 'rematched' ? this.#rematched(run, size) : this.#pages(run, of, size);
  }

  override async doneBatches(run: BuildRun): Promise<ReadonlySet<string>> {
    await this.#known(run);
    const done = await this.connection.rows<{ name: string }>(doneBatches, { prefix: `${buildKey(run)}/` });
    return new Set(done.map(({ name }) => name));
  }

  override async questions(
    run: BuildRun,
    page: Page & { readonly direction: Direction; readonly upTo?: string; readonly onlyNew?: boolean },
  ): Promise<QuestionRows> {
    const space = spaceOf(await this.#known(run));
    const { direction, after = '', upTo, limit } = page;
    const parameters = {
      graph: run.graph,
      number: run.number,
      space: spaceHashOf(space),
      direction,
      after,
      upTo,
      limit,
    };
    const rows = await this.connection.rows<QuestionRow>(page.onlyNew ? newQuestionPage : questionPage, parameters);
    const vectors = rows.map(({ id, bytes }) => {
      if (!bytes) throw new MissingVectorError(embeddingSpaceId(space), `of ${id}`);
      return bytes;
    });
    const questions = rows.map(({ id, nodeId, keywords, isNew }) => ({ id, nodeId, keywords, isNew }));
    return { questions, vectors: vectorsOfBytes(vectors) };
  }

  override async matches(
    run: BuildRun,
    { after = '', upTo, limit, sources }: Page & { readonly upTo?: string; readonly sources?: readonly string[] },
  ): Promise<readonly Match[]> {
    await this.#known(run);
    const parameters = { graph: run.graph, number: run.number, after, upTo, limit, sources };
    return this.connection.rows<Match>(sources ? matchesOfSources : matchesByOutgoing, parameters);
  }

  override async saveMatches(
    run: BuildRun,
    batch: MatchBatch,
    outgoing: readonly string[],
    matches: readonly Match[],
  ): Promise<void> {
    await this.#save(run, batch, (cypher, build) => saveMatches(cypher, build, outgoing, matches));
  }

  override async saveEdges(
    run: BuildRun,
    batch: MatchBatch,
    scope: EdgeScope,
    edges: readonly EdgeToSave[],
  ): Promise<void> {
    await this.#save(run, batch, (cypher, build) => saveEdges(cypher, build, scope, edges));
  }

  override async nodes(
    run: BuildRun,
    { from, to }: IdRange,
  ): Promise<readonly (ArticleNode & { readonly isNew: boolean })[]> {
    await this.#known(run);
    const parameters = { graph: run.graph, number: run.number, from, to };
    const rows = await this.connection.rows<NodeRow>(nodesOfRange, parameters);
    return rows.map(({ node, isNew }) => ({ ...withoutNulls<ArticleNode>(node), isNew }));
  }

  async #pages({ graph, number }: BuildRun, of: Direction | 'nodes', size: number): Promise<readonly CountedRange[]> {
    const statement = of === 'nodes' ? nextRangeOfNodes : nextRangeOfQuestions;
    const ranges: CountedRange[] = [];
    for (let after = ''; ;) {
      const parameters = { graph, number, after, size, direction: of };
      const [next] = await this.connection.rows<CountedRange>(statement, parameters);
      if (!next || next.count === 0) return ranges;
      ranges.push(next);
      after = next.to;
    }
  }

  async #rematched({ graph, number }: BuildRun, size: number): Promise<readonly CountedRange[]> {
    const rows = await this.connection.rows<{ id: string }>(rematchedNodes, { graph, number });
    const ranges: CountedRange[] = [];
    for (let first = 0; first < rows.length; first += size) {
      const part = rows.slice(first, first + size);
      ranges.push({ from: part[0]?.id ?? '', to: part.at(-1)?.id ?? '', count: part.length });
    }
    return ranges;
  }

  #known(run: BuildRun): Promise<Build> {
    return this.connection.read((cypher) => knownBuild(cypher, run));
  }

  async #save(
    run: BuildRun,
    { name, done }: MatchBatch,
    work: (cypher: Cypher, build: Build) => Promise<void>,
  ): Promise<void> {
    const key = `${buildKey(run)}/${name}`;
    await this.connection.write(async (cypher) => {
      const build = await currentRun(cypher, run);
      await work(cypher, build);
      const { isNew } = await cypher.row<{ isNew: boolean }>(recordDoneBatch, { key, name });
      if (isNew) await countDone(cypher, build, 'match', done);
    });
  }
}

interface QuestionRow extends StoredQuestion {
  readonly bytes: Int8Array | null;
}

interface NodeRow {
  readonly node: Nullable<ArticleNode>;
  readonly isNew: boolean;
}
