import type { ArticleNode, Build, BuildComparison, BuildRun } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import { GraphDraft, type NodeDraft, type Unembedded, type UndraftedNode } from '../graph-draft.js';
import type { BankEntry } from '../question-bank.js';
import type { VectorLink, VectorRows } from '../vector-store.js';
import { importDraftingKey } from '../question-bank.js';
import type { Page } from '../statute-store.js';
import { changeBuild, knownBuild } from './build-node.js';
import { compareNodes } from './compare-nodes.js';
import type { Cypher, Neo4jConnection } from './connection.js';
import { countDone, currentRun } from './current-run.js';
import { linkVectors } from './link-vectors.js';
import { markBuild } from './mark-build.js';
import { saveDrafts } from './save-drafts.js';
import { emptyOnce, replaceNodesBy } from './save-nodes.js';
import { spaceOf } from './space-of.js';
import { undraftedNodes } from './statements/drafting/undrafted-nodes.js';
import { putVectors } from './stored-vectors.js';
import { unembeddedOwners } from './unembedded-owners.js';
import { type Nullable, withoutNulls } from './without-nulls.js';

/** The build being made, on Neo4j. Every save locks the build's node first, so that saves of one build come one after the other. */
export class Neo4jGraphDraft extends GraphDraft {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override async compare(run: BuildRun): Promise<BuildComparison> {
    const build = await this.connection.write((cypher) => currentRun(cypher, run));
    if (build.comparison && build.step !== 'compare') return build.comparison;
    const comparison = await compareNodes(this.connection, run, build);
    await this.connection.write(async (cypher) => {
      const current = await currentRun(cypher, run);
      await markBuild(cypher, current, { embedded: false });
      await changeBuild(cypher, current, { facts: { comparison } });
    });
    return comparison;
  }

  override async undrafted(
    run: BuildRun,
    { after = '', upTo, limit, fallbackKey }: Page & { readonly upTo?: string; readonly fallbackKey?: string },
  ): Promise<readonly UndraftedNode[]> {
    const parameters = { graph: run.graph, number: run.number, after, upTo, limit, fallbackKey };
    const rows = await this.connection.read(async (cypher) => {
      await knownBuild(cypher, run);
      return cypher.rows<UndraftedRow>(undraftedNodes, { ...parameters, importKey: importDraftingKey });
    });
    return rows.map(({ node, bankEntry, draftingKey }) => {
      return {
        node: withoutNulls<ArticleNode>(node),
        draftingKey,
        ...(bankEntry ? { bankEntry: withoutNulls<BankEntry>(bankEntry) } : {}),
      };
    });
  }

  override async saveDrafts(run: BuildRun, drafts: readonly NodeDraft[]): Promise<void> {
    await this.#save(run, async (cypher, build) => {
      const drafted = await saveDrafts(cypher, build, drafts);
      await markBuild(cypher, build, { embedded: false });
      await countDone(cypher, build, 'draft', drafted);
    });
  }

  override async unembedded(run: BuildRun, page: Page & { readonly upTo?: string }): Promise<readonly Unembedded[]> {
    const [build, missing] = await this.connection.read(async (cypher) => {
      const known = await knownBuild(cypher, run);
      return [known, await unembeddedOwners(cypher, known, page)] as const;
    });
    const isAll = !page.after && page.upTo === undefined;
    if (isAll && missing.length === 0) {
      await this.connection.write((cypher) => markBuild(cypher, build, { embedded: true }));
    }
    return missing;
  }

  override async saveVectors(run: BuildRun, links: readonly VectorLink[], rows: VectorRows): Promise<void> {
    await this.#save(run, async (cypher, build) => {
      await putVectors(cypher, spaceOf(build), rows);
      await countDone(cypher, build, 'embed', await linkVectors(cypher, spaceOf(build), links));
    });
  }

  override async saveNodes(run: BuildRun, nodes: readonly ArticleNode[]): Promise<void> {
    await emptyOnce(this.connection, run);
    const latest = [...new Map(nodes.map((node) => [node.id, node])).values()];
    latest.sort((one, other) => byCodeUnits(one.id, other.id));
    await this.#save(run, async (cypher, build) => {
      await markBuild(cypher, build, { embedded: false });
      await replaceNodesBy(cypher, build, latest);
    });
  }

  async #save(run: BuildRun, work: (cypher: Cypher, build: Build) => Promise<unknown>): Promise<void> {
    await this.connection.write(async (cypher) => work(cypher, await currentRun(cypher, run)));
  }
}

interface UndraftedRow {
  readonly node: Nullable<ArticleNode>;
  readonly bankEntry: Nullable<BankEntry> | null;
  readonly draftingKey: string;
}
