import type { Build, BuildRun, BuildStep } from '@lexhop/graph-model';
import { StaleRunError } from '@lexhop/graph-model';
import { buildKey } from './build-key.js';
import { changeBuild, findBuild } from './build-node.js';
import type { Cypher } from './connection.js';
import { lockBuild } from './statements/builds/lock-build.js';

/** The build that a run may write, locked until the transaction ends; throws a StaleRunError when the run is not the current one. First thing in every save. */
export async function currentRun(cypher: Cypher, run: BuildRun): Promise<Build> {
  await cypher.rows(lockBuild, { key: buildKey(run) });
  const build = await findBuild(cypher, run);
  if (build?.state === 'running' && build.run === run.run) return build;
  throw new StaleRunError(run.graph, run.number, run.run);
}

/** Moves a step's counter of the build that currentRun locked, in the transaction of the work it counts. */
export async function countDone(cypher: Cypher, build: Build, step: BuildStep, done: number): Promise<Build> {
  const before = build.progress[step] ?? { total: 0, done: 0 };
  return changeBuild(cypher, build, { progress: { [step]: { ...before, done: before.done + done } } });
}
