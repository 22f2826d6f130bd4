import type { Build, BuildReference, BuildRun } from '@lexhop/graph-model';
import { BuildStateError } from '../errors/build-state-error.js';
import { type BuildSummary, type GraphSummary, GraphVersions } from '../graph-versions.js';
import { abandonBuildsAbove, refuseWhileRunning } from './abandon-builds.js';
import { changeBuild, fence, knownBuild, readableBuild, selectBuilds } from './build-row.js';
import type { Database, Sql } from './database.js';
import { findGraph } from './graphs.js';
import { now, refusal } from './pglite-build-store.js';
import { summarizeBuild } from './summarize-build.js';
import { versionedTables } from './tables.js';
import { collectRows } from './versioned-table.js';

/** Fewer rows than this leave too little room to make a pause for. */
const rowsWorthReclaiming = 1_000;

export class PgliteGraphVersions extends GraphVersions {
  constructor(private readonly database: Database) {
    super();
  }

  override async graphs(): Promise<readonly GraphSummary[]> {
    const graphs = await this.database.rows<{ name: string; active: number | null }>(
      `SELECT name, active FROM graph g WHERE EXISTS (SELECT FROM statute s WHERE s.graph_id = g.id)
         OR EXISTS (SELECT FROM build b WHERE b.graph_id = g.id) ORDER BY name`,
    );
    return graphs.map(({ name, active }) => ({ name, ...(active === null ? {} : { active }) }));
  }

  override async active(graph: string): Promise<Build | undefined> {
    const [active] = await selectBuilds(this.database, 'g.name = $1 AND b.number = g.active', [graph]);
    return active?.build;
  }

  override async activate(run: BuildRun): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const { graphId } = await fence(sql, run);
      await sql.run(
        `UPDATE build b SET state = 'superseded' FROM graph g
         WHERE g.id = $1 AND b.graph_id = g.id AND b.number = g.active`,
        [graphId],
      );
      await sql.run('UPDATE graph SET active = $2 WHERE id = $1', [graphId, run.number]);
      await changeBuild(sql, graphId, run.number, { state: 'active', facts: { endedAt: now() } });
      return (await knownBuild(sql, run)).build;
    });
  }

  override async rollBack(graph: string): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const graphId = (await findGraph(sql, graph)) ?? 0;
      await refuseWhileRunning(sql, graphId, graph);
      const [active] = await selectBuilds(sql, 'g.id = $1 AND b.number = g.active', [graphId]);
      const [before] = await keptBefore(sql, graphId);
      if (!active || before === undefined) {
        throw new BuildStateError(graph, active?.build.number, 'there is no kept build before the active one.');
      }
      await changeBuild(sql, graphId, active.build.number, { state: 'rolled-back' });
      await changeBuild(sql, graphId, before, { state: 'active' });
      await sql.run('UPDATE graph SET active = $2 WHERE id = $1', [graphId, before]);
      return (await knownBuild(sql, { graph, number: before })).build;
    });
  }

  override async abandon(reference: BuildReference): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { graphId, build } = await knownBuild(sql, reference);
      if (build.state === 'abandoned') return;
      const [graph] = await sql.rows<{ active: number | null }>('SELECT active FROM graph WHERE id = $1', [graphId]);
      if (build.state === 'running' || build.number <= (graph?.active ?? 0)) {
        throw refusal(build, 'only a build that is newer than the active one and not being made can be abandoned');
      }
      await abandonBuildsAbove(sql, graphId, build.number - 1);
    });
  }

  override async collect(graph: string, keep: number): Promise<number> {
    const deleted = await this.database.transaction(async (sql) => {
      const [active] = await selectBuilds(sql, 'g.name = $1 AND b.number = g.active', [graph]);
      if (!active) return 0;
      const kept = [active.build.number, ...(await keptBefore(sql, active.graphId))].slice(0, keep);
      return collectBefore(sql, active.graphId, Math.min(...kept));
    });
    if (deleted >= rowsWorthReclaiming) await this.database.reclaimRoom();
    return deleted;
  }

  override async summarize(reference: BuildReference): Promise<BuildSummary> {
    const { graphId, build } = await readableBuild(this.database, reference);
    return summarizeBuild(this.database, graphId, build.number);
  }
}

/** Numbers of the builds that can be rolled back to, newest first. */
async function keptBefore(sql: Sql, graphId: number): Promise<readonly number[]> {
  const kept = await sql.rows<{ number: number }>(
    `SELECT b.number FROM build b JOIN graph g ON g.id = b.graph_id
     WHERE g.id = $1 AND b.state = 'superseded' AND b.number < g.active ORDER BY b.number DESC`,
    [graphId],
  );
  return kept.map(({ number }) => number);
}

async function collectBefore(sql: Sql, graphId: number, oldest: number): Promise<number> {
  await sql.run(`UPDATE build SET state = 'abandoned' WHERE graph_id = $1 AND number < $2 AND state = 'superseded'`, [
    graphId,
    oldest,
  ]);
  let deleted = 0;
  for (const table of versionedTables) deleted += await collectRows(sql, table, graphId, oldest);
  return deleted;
}
