import {
  abandonBuild,
  activateBuild,
  type Build,
  type BuildReference,
  type BuildRun,
  collectBuilds,
  rollBackBuild,
} from '@lexhop/graph-model';
import { type Database, statement } from '@lexhop/postgres';
import type { RecordEnd } from './deliveries.js';
import { findActiveBuild, now, saveBuild, saveGraphChange } from './postgres/build-rows.js';
import { adoptStaged } from './postgres/graph-rows.js';
import { type BuildSummary, summarizeBuild } from './postgres/summarize-build.js';
import { knownBuild, lockingGraph, readingBuild } from './postgres/transactions.js';
import { collectRows } from './postgres/versioned-rows.js';

/** A graph and its active build. */
interface GraphSummary {
  readonly name: string;
  /** Number of the active build. */
  readonly active?: number;
}

const listGraphs = statement<[], { name: string; active: number | null }>(
  `SELECT name, active FROM graph g WHERE position('#' IN name) = 0 AND (EXISTS (SELECT FROM statute s WHERE s.graph_id = g.id)
     OR EXISTS (SELECT FROM build b WHERE b.graph_id = g.id)) ORDER BY name`,
);

/** Moves each graph's pointer to its active build, and deletes rows of builds that are not kept. */
export class GraphVersions {
  constructor(
    private readonly database: Database,
    private readonly recordEnd: RecordEnd,
  ) {}

  /** Every graph that has statutes or builds, by name. */
  async graphs(): Promise<readonly GraphSummary[]> {
    const graphs = await this.database.rows(listGraphs, []);
    return graphs.map(({ name, active }) => ({ name, ...(active !== null && { active }) }));
  }

  /** The active build; undefined where no build has been activated. Cheap: polled every 2 s. */
  async active(graph: string): Promise<Build | undefined> {
    return (await findActiveBuild(this.database, graph))?.build;
  }

  /** Makes a running build the active one, in one transaction; the one before becomes `superseded`. Fenced: throws a StaleRunError. */
  async activate(run: BuildRun): Promise<Build> {
    return lockingGraph(this.database, run.graph, async (sql, locked) => {
      const activated = await saveGraphChange(sql, locked.graphId, activateBuild(locked, run, now()));
      await adoptStaged(sql, locked.graphId, run);
      await this.recordEnd(sql, [locked.graphId, run.number], activated);
      return activated;
    });
  }

  /**
   * Makes the kept build before the active one active again; the one rolled back becomes `rolled-back`.
   * Throws a BuildStateError where there is none or it is not `to`, a BuildRunningError while a build is being made.
   */
  async rollBack(graph: string, to?: number): Promise<Build> {
    return lockingGraph(this.database, graph, (sql, locked) =>
      saveGraphChange(sql, locked.graphId, rollBackBuild(locked, to)),
    );
  }

  /**
   * Abandons a build and those after it: deletes the rows that they opened, and reopens the rows that they closed. Throws a BuildStateError for a
   * build that is active, running or older than the active one.
   */
  async abandon(reference: BuildReference): Promise<void> {
    await lockingGraph(this.database, reference.graph, async (sql, locked) => {
      const { build } = await knownBuild(sql, reference);
      await saveGraphChange(sql, locked.graphId, abandonBuild(build, locked));
    });
  }

  /** Deletes rows that only builds before the kept ones see; gives how many. Kept are the active build and the `keep - 1` that were active before it. Older builds become `abandoned`. */
  async collect(graph: string, keep: number): Promise<number> {
    return lockingGraph(this.database, graph, async (sql, locked) => {
      const collected = collectBuilds(locked, keep);
      if (!collected) return 0;
      for (const build of collected.abandoned) await saveBuild(sql, [locked.graphId, build.number], build);
      return collectRows(sql, locked.graphId, collected.oldest);
    });
  }

  /** Counts what a build consists of. */
  async summarize(reference: BuildReference): Promise<BuildSummary> {
    return readingBuild(this.database, reference, (sql, { at }) => summarizeBuild(sql, at));
  }
}
