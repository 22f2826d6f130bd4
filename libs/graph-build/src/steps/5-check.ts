import type { BuildCounts, BuildReference } from '@lexhop/graph-model';
import type { GraphVersions } from '@lexhop/graph-store';
import { type BuildStepWork, nothingMissing } from '../build-step.js';
import { EmptyBuildError } from '../errors/empty-build-error.js';
import { warningsOf } from './warnings-of.js';

/** The active build and the one before it are kept: one step back is always possible. */
const buildsKept = 2;

/** Counts the build, says what its owner should know, makes it the active one and clears away what no kept build sees. */
export const checkStep: BuildStepWork = {
  name: 'check',
  plan: async () => nothingMissing,
  runBatch: async () => {},
  finish: async ({ parts, run, build }) => {
    const { builds, versions, bank } = parts.stores;
    const summary = await versions.summarize(run);
    const warnings = warningsOf({ build, summary, bank: await bank.fit(run.graph) });
    const total = allNodes(summary.counts);
    await builds.save(run, { counts: summary.counts, warnings, progress: { check: { total, done: total } } });
    if (total === 0) await refuseToReplaceNodes(versions, run);
    await versions.activate(run);
    const facts = { graph: run.graph, build: run.number, ...summary.counts.edges };
    parts.logger.info(`Build ${run.number} of graph ${run.graph} is active.`, facts);
    await versions.collect(run.graph, buildsKept);
  },
};

/** Nothing found to answer with is a mistake: what answers now goes on answering. */
async function refuseToReplaceNodes(versions: GraphVersions, build: BuildReference): Promise<void> {
  const active = await versions.active(build.graph);
  if (!active) return;
  const nodes = allNodes((await versions.summarize(active)).counts);
  if (nodes > 0) throw new EmptyBuildError(build, { number: active.number, nodes });
}

function allNodes({ nodes }: BuildCounts): number {
  return nodes.article + nodes.paragraph + nodes.repealed;
}
