import {
  type ArticleNode,
  type BuildComparison,
  type BuildRun,
  type BuildSettings,
  firstWithoutVectors,
  keptComparison,
  type PseudoQuery,
  requireSpace,
} from '@lexhop/graph-model';
import type { Database, Sql } from '@lexhop/postgres';
import { findActiveBuild, markEmbedded, saveBuild } from './postgres/build-rows.js';
import { ensureSpace, findGraph, findSpace } from './postgres/graph-rows.js';
import { closeMatchesAndEdgesOf, compareNodes, replaceGivenNodes } from './postgres/replace-nodes.js';
import {
  insertVectors,
  knownHashes,
  linkVectors,
  type VectorLink,
  type VectorRows,
} from './postgres/stored-vectors.js';
import { drafted, type PageUpTo, questions } from './postgres/tables.js';
import { count, fence, knownBuild, lockBuild, lockingGraph, writingRun } from './postgres/transactions.js';
import { replacement, replaceRows, type Writer } from './postgres/versioned-rows.js';
import {
  type ForeseenWork,
  foreseenWork,
  type UndraftedNode,
  undraftedNodes,
  type Unembedded,
  unembeddedOwners,
} from './postgres/what-is-missing.js';

/** All questions of one node; they replace those that it had. */
export interface NodeDraft {
  readonly nodeId: string;
  readonly contentHash: string;
  readonly draftingKey: string;
  readonly questions: readonly PseudoQuery[];
}

const ofNodes = 't.node_id = ANY($4::text[])';
const replaceQuestions = replacement<{ readonly id: string }>(questions, ofNodes);
const replaceDrafted = replacement(drafted, ofNodes);

/**
 * The running build in steps compare, draft and embed: finds what is missing, and saves what was made.
 * A build has the rows of the build before, except those that it opens (`since`) and closes (`until`).
 * Every save is one transaction with the step's counter. It is refused with a StaleRunError where the run is not current.
 * Saving the same again changes nothing. On a full disk a save rejects with a StoreFullError, and nothing is lost.
 */
export class GraphDraft {
  constructor(private readonly database: Database) {}

  /**
   * Opens nodes that the graph's statutes have and the active build does not have (by id and content hash), and closes those that only the
   * active build has, with the questions, matches and edges of closed nodes. Where only positions, URLs or dates changed, they are updated in place.
   * A citation or hierarchy edge to a node that was only changed stays, because it names the node and not its text.
   * The build's settings say which levels and statutes; a build from scratch closes every row of the build before. All in one transaction.
   * Called again in the same step, it begins again from the build before; called later, it gives what it found.
   */
  async compare(run: BuildRun): Promise<BuildComparison> {
    // The statutes stay as they are while they are compared.
    return lockingGraph(this.database, run.graph, async (sql) => {
      const { build, writer } = await fence(sql, run);
      const kept = keptComparison(build);
      if (kept) return kept;
      const comparison = await compareNodes(sql, writer, build);
      await markEmbedded(sql, writer.at, false);
      await saveBuild(sql, writer.at, { ...build, comparison });
      return comparison;
    });
  }

  /** Counts what a build with these settings would have and have to do, without beginning one: by the same comparison and the same search for missing drafts. */
  async foresee(
    graph: string,
    settings: Pick<BuildSettings, 'from' | 'levels' | 'statutes'>,
    fallbackKey?: string,
  ): Promise<ForeseenWork> {
    const graphId = await findGraph(this.database, graph);
    const active = settings.from === 'active' ? await findActiveBuild(this.database, graph) : undefined;
    return foreseenWork(this.database, [graphId, active?.build.number ?? 0], settings, fallbackKey);
  }

  /**
   * Live nodes (neither repealed nor abolished) whose latest draft is not of their content hash and wanted drafting key, in order of id.
   * The wanted key is that of the bank's entry for this text, where the graph's bank has one, else `fallbackKey`; without either, nothing is missing.
   * Where the fallback is wanted, a draft under `importDraftingKey` counts, too.
   */
  async undrafted(
    run: BuildRun,
    page: PageUpTo & { readonly fallbackKey?: string },
  ): Promise<readonly UndraftedNode[]> {
    const { at } = await knownBuild(this.database, run);
    return undraftedNodes(this.database, at, page);
  }

  /** Replaces the questions of nodes. A question that exists already keeps its row. */
  async saveDrafts(run: BuildRun, drafts: readonly NodeDraft[]): Promise<void> {
    await writingRun(this.database, run, async (sql, fenced) => {
      await count(sql, fenced, 'draft', await saveDrafts(sql, fenced.writer, drafts));
      await markEmbedded(sql, fenced.writer.at, false);
    });
  }

  /** Live nodes and all questions that have no vector in the build's space, in order of owner. */
  async unembedded(run: BuildRun, page: PageUpTo): Promise<readonly Unembedded[]> {
    const missing = await missingVectors(this.database, run, page);
    const isAll = !page.after && page.upTo === undefined;
    if (isAll && missing.length === 0) await this.#noteEmbedded(run);
    return missing;
  }

  /** Those of the hashes under which a vector is stored in the build's space, for whichever build and graph it was made. */
  async knownVectors(run: BuildRun, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    const { build } = await knownBuild(this.database, run);
    return knownHashes(this.database, await findSpace(this.database, requireSpace(build)), hashes);
  }

  /** Stores vectors that are not there yet and links owners to them; throws a MissingVectorError for a link to no vector. */
  async saveVectors(run: BuildRun, links: readonly VectorLink[], rows: VectorRows): Promise<void> {
    await writingRun(this.database, run, async (sql, fenced) => {
      const space = requireSpace(fenced.build);
      const spaceId = await ensureSpace(sql, space);
      await insertVectors(sql, spaceId, space, rows);
      await count(sql, fenced, 'embed', await linkVectors(sql, spaceId, space, links));
    });
  }

  /** Saves nodes as they are, in place of a comparison: for the import of an exported build. */
  async saveNodes(run: BuildRun, given: readonly ArticleNode[]): Promise<void> {
    await writingRun(this.database, run, async (sql, { writer }) => {
      await markEmbedded(sql, writer.at, false);
      await replaceGivenNodes(sql, writer, given);
    });
  }

  /** Looks again while nobody writes into the build: rows may have come since. */
  async #noteEmbedded(run: BuildRun): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { at, embedded } = await lockBuild(sql, run);
      if (embedded) return;
      const missing = await missingVectors(sql, run, { limit: 1 });
      if (missing.length === 0) await markEmbedded(sql, at, true);
    });
  }
}

async function missingVectors(sql: Sql, run: BuildRun, page: PageUpTo): Promise<readonly Unembedded[]> {
  const { at, build } = await knownBuild(sql, run);
  const spaceId = await findSpace(sql, requireSpace(build));
  const active = await findActiveBuild(sql, run.graph);
  const since = firstWithoutVectors(build, active?.build, active?.embedded ?? false);
  return unembeddedOwners(sql, at, { spaceId, since }, page);
}

/** Replaces the questions of nodes, and says how many nodes were not drafted like this before. */
async function saveDrafts(sql: Sql, writer: Writer, drafts: readonly NodeDraft[]): Promise<number> {
  const latest = new Map(drafts.map((draft) => [draft.nodeId, draft]));
  const nodeIds = [...latest.keys()];
  const asked = [...latest.values()].flatMap((draft) => draft.questions);
  const desired = [...new Map(asked.map((question) => [question.id, question])).values()];
  const { closed } = await replaceRows(sql, replaceQuestions, writer, {
    desired: [JSON.stringify(desired)],
    scope: [nodeIds],
  });
  await closeMatchesAndEdgesOf(sql, writer.at, nodeIds, closed);
  const rows = [...latest.values()].map(({ questions: _questions, ...draft }) => draft);
  const { opened } = await replaceRows(sql, replaceDrafted, writer, {
    desired: [JSON.stringify(rows)],
    scope: [nodeIds],
  });
  return opened;
}
