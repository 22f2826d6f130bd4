import type { Build, BuildReference, BuildRun } from '@lexhop/graph-model';
import { BuildStateError } from '@lexhop/graph-model';
import { type BuildSummary, type GraphSummary, GraphVersions } from '../graph-versions.js';
import { abandonNumbers, dropRows, numbersAbove, refuseWhileRunning } from './abandon-builds.js';
import { buildKey } from './build-key.js';
import { type BuildNode, buildOf, changeBuild, knownBuild, readableBuild } from './build-node.js';
import type { Cypher, Neo4jConnection } from './connection.js';
import { currentRun } from './current-run.js';
import { lockGraph } from './lock-graph.js';
import { makeSearchable } from './make-searchable.js';
import { lockedBuild, now, refusal } from './neo4j-build-store.js';
import { abandonSuperseded } from './statements/builds/abandon-superseded.js';
import { activeBuild } from './statements/builds/active-build.js';
import { knownGraphs } from './statements/builds/known-graphs.js';
import { pointToActive } from './statements/builds/point-to-active.js';
import { supersededBuilds } from './statements/builds/superseded-builds.js';
import { summarizeBuild } from './summarize-build.js';
import { collectRows } from './versioned-rows.js';

/** Versions on Neo4j: the pointer is a relationship, `(:Graph)-[:ACTIVE]->(:Build)`. */
export class Neo4jGraphVersions extends GraphVersions {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override async graphs(): Promise<readonly GraphSummary[]> {
    const graphs = await this.connection.rows<{ name: string; active: number | null }>(knownGraphs);
    return graphs.map(({ name, active }) => ({ name, ...(active === null ? {} : { active }) }));
  }

  override async active(graph: string): Promise<Build | undefined> {
    return this.connection.read((cypher) => activeOf(cypher, graph));
  }

  override async activate(run: BuildRun): Promise<Build> {
    const { space } = await this.connection.write((cypher) => currentRun(cypher, run));
    if (space) await makeSearchable(this.connection, run, space);
    return this.connection.write(async (cypher) => {
      await lockGraph(cypher, run.graph);
      const build = await currentRun(cypher, run);
      const before = await activeOf(cypher, run.graph);
      if (before) await changeBuild(cypher, before, { state: 'superseded' });
      await cypher.rows(pointToActive, { graph: run.graph, build: buildKey(run) });
      return changeBuild(cypher, build, { state: 'active', facts: { endedAt: now() } });
    });
  }

  override async rollBack(graph: string): Promise<Build> {
    return this.connection.write(async (cypher) => {
      await lockGraph(cypher, graph);
      await refuseWhileRunning(cypher, graph);
      const active = await activeOf(cypher, graph);
      const [before] = await keptBefore(cypher, graph);
      if (!active || before === undefined) {
        throw new BuildStateError(graph, active?.number, 'there is no kept build before the active one.');
      }
      await changeBuild(cypher, active, { state: 'rolled-back' });
      await cypher.rows(pointToActive, { graph, build: buildKey({ graph, number: before }) });
      return changeBuild(cypher, await knownBuild(cypher, { graph, number: before }), { state: 'active' });
    });
  }

  override async abandon({ graph, number }: BuildReference): Promise<void> {
    const abandoned = await this.connection.write(async (cypher) => {
      const build = await lockedBuild(cypher, { graph, number });
      if (build.state === 'abandoned') return [];
      const active = await activeOf(cypher, graph);
      if (build.state === 'running' || number <= (active?.number ?? 0)) {
        throw refusal(build, 'only a build that is newer than the active one and not being made can be abandoned');
      }
      const numbers = await numbersAbove(cypher, graph, number - 1);
      await abandonNumbers(cypher, graph, numbers);
      return numbers;
    });
    await dropRows(this.connection, graph, abandoned);
  }

  override async collect(graph: string, keep: number): Promise<number> {
    const oldest = await this.connection.write(async (cypher) => {
      await lockGraph(cypher, graph);
      const active = await activeOf(cypher, graph);
      if (!active) return undefined;
      const kept = [active.number, ...(await keptBefore(cypher, graph))].slice(0, keep);
      await cypher.rows(abandonSuperseded, { graph, oldest: Math.min(...kept) });
      return Math.min(...kept);
    });
    return oldest === undefined ? 0 : collectRows(this.connection, graph, oldest);
  }

  override async summarize(reference: BuildReference): Promise<BuildSummary> {
    await this.connection.read((cypher) => readableBuild(cypher, reference));
    return summarizeBuild(this.connection, reference);
  }
}

async function activeOf(cypher: Cypher, graph: string): Promise<Build | undefined> {
  const [active] = await cypher.rows<BuildNode>(activeBuild, { graph });
  return active && buildOf(active);
}

/** Numbers of the builds that can be rolled back to, newest first. */
async function keptBefore(cypher: Cypher, graph: string): Promise<readonly number[]> {
  const kept = await cypher.rows<{ number: number }>(supersededBuilds, { graph });
  return kept.map(({ number }) => number);
}
