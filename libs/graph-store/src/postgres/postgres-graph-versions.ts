import {
  abandonBuild,
  activateBuild,
  type Build,
  type BuildReference,
  type BuildRun,
  collectBuilds,
  requireKnown,
  rollBackBuild,
} from '@lexhop/graph-model';
import { type Database, statement } from '@lexhop/postgres';
import { type BuildSummary, type GraphSummary, GraphVersions } from '../graph-versions.js';
import {
  findActiveBuild,
  findBuild,
  lockGraph,
  readableBuild,
  saveBuild,
  saveGraphChange,
  snapshot,
} from './build-rows.js';
import { now } from './postgres-build-store.js';
import type { RecordEnd } from './postgres-deliveries.js';
import { adoptStaged } from './graph-rows.js';
import { summarizeBuild } from './summarize-build.js';
import { versionedTables } from './tables.js';
import { collectRows } from './versioned-rows.js';

const listGraphs = statement<[], { name: string; active: number | null }>(
  `SELECT name, active FROM graph g WHERE position('#' IN name) = 0 AND (EXISTS (SELECT FROM statute s WHERE s.graph_id = g.id)
     OR EXISTS (SELECT FROM build b WHERE b.graph_id = g.id)) ORDER BY name`,
);

export class PostgresGraphVersions extends GraphVersions {
  constructor(
    private readonly database: Database,
    private readonly recordEnd: RecordEnd,
  ) {
    super();
  }

  override async graphs(): Promise<readonly GraphSummary[]> {
    const graphs = await this.database.rows(listGraphs, []);
    return graphs.map(({ name, active }) => ({ name, ...(active !== null && { active }) }));
  }

  override async active(graph: string): Promise<Build | undefined> {
    return (await findActiveBuild(this.database, graph))?.build;
  }

  override async activate(run: BuildRun): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const { graphId, ...around } = await lockGraph(sql, run.graph);
      const activated = await saveGraphChange(sql, graphId, activateBuild(around, run, now()));
      await adoptStaged(sql, graphId, run);
      await this.recordEnd(sql, graphId, activated);
      return activated;
    });
  }

  override async rollBack(graph: string, to?: number): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const { graphId, ...around } = await lockGraph(sql, graph);
      return saveGraphChange(sql, graphId, rollBackBuild(around, to));
    });
  }

  override async abandon(reference: BuildReference): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { graphId, ...around } = await lockGraph(sql, reference.graph);
      const found = await findBuild(sql, reference);
      await saveGraphChange(sql, graphId, abandonBuild(requireKnown(found?.build, reference), around));
    });
  }

  override async collect(graph: string, keep: number): Promise<number> {
    return this.database.transaction(async (sql) => {
      const { graphId, ...around } = await lockGraph(sql, graph);
      const collected = collectBuilds(around, keep);
      if (!collected) return 0;
      for (const build of collected.abandoned) await saveBuild(sql, graphId, build);
      return collectRows(sql, [graphId, collected.oldest], versionedTables);
    });
  }

  override async summarize(reference: BuildReference): Promise<BuildSummary> {
    return snapshot(this.database, async (sql) => {
      const { graphId, build } = await readableBuild(sql, reference);
      return summarizeBuild(sql, graphId, build.number);
    });
  }
}
