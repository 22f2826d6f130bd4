import { type ArticleNode, type BuildComparison, type BuildRun } from '@lexhop/graph-model';
import {
  GraphDraft,
  type NodeDraft,
  type Unembedded,
  type UndraftedNode,
  type VectorLink,
  type VectorRows,
} from '../graph-draft.js';
import type { Page } from '../statute-store.js';
import { changeBuild, count, fence, knownBuild, spaceOf } from './build-row.js';
import { compareNodes } from './compare-nodes.js';
import type { Database } from './database.js';
import { firstUnembedded, markEmbedded } from './embedded-mark.js';
import { ensureSpace, findSpace } from './graphs.js';
import { emptyOnce, replaceNodes } from './replace-nodes.js';
import { saveDrafts } from './save-drafts.js';
import { insertVectors, linkVectors } from './stored-vectors.js';
import { nodeFields } from './tables.js';
import { undraftedNodes, unembeddedOwners } from './what-is-missing.js';
import { jsonRows } from './versioned-table.js';

export class PgliteGraphDraft extends GraphDraft {
  constructor(private readonly database: Database) {
    super();
  }

  override async compare(run: BuildRun): Promise<BuildComparison> {
    return this.database.transaction(async (sql) => {
      const { build, writer } = await fence(sql, run);
      if (build.comparison && build.step !== 'compare') return build.comparison;
      const comparison = await compareNodes(sql, writer, build);
      await markEmbedded(sql, writer, false);
      await changeBuild(sql, writer.graphId, writer.number, { facts: { comparison } });
      return comparison;
    });
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
      const { writer } = await fence(sql, run);
      await count(sql, writer, 'draft', await saveDrafts(sql, writer, drafts));
      await markEmbedded(sql, writer, false);
    });
  }

  override async unembedded(run: BuildRun, page: Page & { readonly upTo?: string }): Promise<readonly Unembedded[]> {
    return this.database.transaction(async (sql) => {
      const { graphId, build } = await knownBuild(sql, run);
      const spaceId = await findSpace(sql, spaceOf(build));
      const since = await firstUnembedded(sql, graphId, run.number);
      const missing = await unembeddedOwners(sql, { graphId, number: run.number, spaceId, since }, page);
      const isAll = !page.after && page.upTo === undefined;
      if (isAll && missing.length === 0) await markEmbedded(sql, { graphId, number: run.number }, true);
      return missing;
    });
  }

  override async saveVectors(run: BuildRun, links: readonly VectorLink[], rows: VectorRows): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { build, writer } = await fence(sql, run);
      const space = spaceOf(build);
      const spaceId = await ensureSpace(sql, space);
      await insertVectors(sql, spaceId, space, rows);
      await count(sql, writer, 'embed', await linkVectors(sql, spaceId, space, links));
    });
  }

  override async saveNodes(run: BuildRun, nodes: readonly ArticleNode[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { writer } = await fence(sql, run);
      if (!writer.reopen) await emptyOnce(sql, writer);
      await markEmbedded(sql, writer, false);
      const latest = new Map(nodes.map((node) => [node.id, node]));
      await replaceNodes(sql, writer, {
        desired: { sql: jsonRows(nodeFields, 3), parameters: [JSON.stringify([...latest.values()])] },
        scope: { sql: 't.id = ANY($4::text[])', parameters: [[...latest.keys()]] },
      });
    });
  }
}
