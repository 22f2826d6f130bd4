import {
  type ArticleNode,
  type BuildComparison,
  type BuildRun,
  type BuildSettings,
  firstWithoutVectors,
  keptComparison,
  requireSpace,
} from '@lexhop/graph-model';
import { type Database, type Sql } from '@lexhop/postgres';
import { type ForeseenWork, GraphDraft, type NodeDraft, type Unembedded, type UndraftedNode } from '../graph-draft.js';
import type { VectorLink, VectorRows } from '../vector-store.js';
import type { Page } from '../statute-store.js';
import {
  count,
  fence,
  findActiveBuild,
  knownBuild,
  lockBuild,
  lockGraph,
  markEmbedded,
  saveBuild,
} from './build-rows.js';
import { ensureSpace, findGraph, findSpace } from './graph-rows.js';
import { closeMatchesAndEdgesOf, compareNodes, replaceGivenNodes } from './replace-nodes.js';
import { insertVectors, linkVectors } from './stored-vectors.js';
import { drafted, fieldsOf, jsonRows, questions } from './tables.js';
import { replacement, replaceRows, type Writer } from './versioned-rows.js';
import { foreseenWork, undraftedNodes, unembeddedOwners } from './what-is-missing.js';

const ofNodes = 't.node_id = ANY($4::text[])';
const replaceQuestions = replacement<{ direction: string; id: string }>(
  questions,
  jsonRows(fieldsOf(questions), 3),
  ofNodes,
);
const replaceDrafted = replacement(drafted, jsonRows(fieldsOf(drafted), 3), ofNodes);

export class PostgresGraphDraft extends GraphDraft {
  constructor(private readonly database: Database) {
    super();
  }

  override async compare(run: BuildRun): Promise<BuildComparison> {
    return this.database.transaction(async (sql) => {
      // The statutes stay as they are while they are compared.
      await lockGraph(sql, run.graph);
      const { build, writer } = await fence(sql, run);
      const kept = keptComparison(build);
      if (kept) return kept;
      const comparison = await compareNodes(sql, writer, build);
      await markEmbedded(sql, [writer.graphId, writer.number], false);
      await saveBuild(sql, writer.graphId, { ...build, comparison });
      return comparison;
    });
  }

  override async foresee(
    graph: string,
    settings: Pick<BuildSettings, 'from' | 'levels' | 'statutes'>,
    fallbackKey?: string,
  ): Promise<ForeseenWork> {
    const graphId = await findGraph(this.database, graph);
    const active = settings.from === 'active' ? await findActiveBuild(this.database, graph) : undefined;
    return foreseenWork(this.database, { graphId, number: active?.build.number ?? 0 }, settings, fallbackKey);
  }

  override async undrafted(
    run: BuildRun,
    page: Page & { readonly upTo?: string; readonly fallbackKey?: string },
  ): Promise<readonly UndraftedNode[]> {
    const { graphId } = await knownBuild(this.database, run);
    return undraftedNodes(this.database, { graphId, number: run.number }, page);
  }

  override async saveDrafts(run: BuildRun, drafts: readonly NodeDraft[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { writer, ...fenced } = await fence(sql, run);
      await count(sql, fenced, 'draft', await saveDrafts(sql, writer, drafts));
      await markEmbedded(sql, [writer.graphId, writer.number], false);
    });
  }

  override async unembedded(run: BuildRun, page: Page & { readonly upTo?: string }): Promise<readonly Unembedded[]> {
    const missing = await missingVectors(this.database, run, page);
    const isAll = !page.after && page.upTo === undefined;
    if (isAll && missing.length === 0) await this.#noteEmbedded(run);
    return missing;
  }

  override async saveVectors(run: BuildRun, links: readonly VectorLink[], rows: VectorRows): Promise<void> {
    await this.database.transaction(async (sql) => {
      const fenced = await fence(sql, run);
      const space = requireSpace(fenced.build);
      const spaceId = await ensureSpace(sql, space);
      await insertVectors(sql, spaceId, space, rows);
      await count(sql, fenced, 'embed', await linkVectors(sql, spaceId, space, links));
    });
  }

  override async saveNodes(run: BuildRun, given: readonly ArticleNode[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { writer } = await fence(sql, run);
      await markEmbedded(sql, [writer.graphId, writer.number], false);
      await replaceGivenNodes(sql, writer, new Map(given.map((node) => [node.id, node])));
    });
  }

  /** Looks again while nobody writes into the build: rows may have come since. */
  async #noteEmbedded(run: BuildRun): Promise<void> {
    await this.database.transaction(async (sql) => {
      const locked = await lockBuild(sql, run);
      if (!locked || locked.embedded) return;
      const missing = await missingVectors(sql, run, { limit: 1 });
      if (missing.length === 0) await markEmbedded(sql, [locked.graphId, run.number], true);
    });
  }
}

async function missingVectors(
  sql: Sql,
  run: BuildRun,
  page: Page & { readonly upTo?: string },
): Promise<readonly Unembedded[]> {
  const { graphId, build } = await knownBuild(sql, run);
  const spaceId = await findSpace(sql, requireSpace(build));
  const active = await findActiveBuild(sql, run.graph);
  const since = firstWithoutVectors(build, active?.build, active?.embedded ?? false);
  return unembeddedOwners(sql, { graphId, number: run.number, spaceId, since }, page);
}

/** Replaces the questions of nodes, and says how many nodes were not drafted like this before. */
async function saveDrafts(sql: Sql, writer: Writer, drafts: readonly NodeDraft[]): Promise<number> {
  const latest = new Map(drafts.map((draft) => [draft.nodeId, draft]));
  const nodeIds = [...latest.keys()];
  const asked = [...latest.values()].flatMap((draft) =>
    draft.questions.map((question) => [question.id, question] as const),
  );
  const { closed } = await replaceRows(sql, replaceQuestions, writer, {
    desired: [JSON.stringify([...new Map(asked).values()])],
    scope: [nodeIds],
  });
  await closeMatchesAndEdgesOf(sql, writer, nodeIds, closed);
  const rows = [...latest.values()].map(({ questions: _questions, ...draft }) => draft);
  const { opened } = await replaceRows(sql, replaceDrafted, writer, {
    desired: [JSON.stringify(rows)],
    scope: [nodeIds],
  });
  return opened;
}
