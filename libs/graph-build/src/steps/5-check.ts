import type { BuildCounts, BuildReference } from '@lexhop/graph-model';
import type { GraphVersions } from '@lexhop/graph-store';
import { type BuildStepWork, nothingMissing } from '../build-step.js';
import { EmptyBuildError } from '../errors/empty-build-error.js';
import { convertedQuestions } from './draft-by-language-model.js';
import { warningsOf } from './warnings-of.js';

/** Counts the build and says what its owner should know. One without a node is refused where the active one has some. */
export const checkStep: BuildStepWork = {
  name: 'check',
  plan: async () => nothingMissing,
  runBatch: async () => {},
  finish: async (context) => {
    const { parts, run, build } = context;
    const { builds, versions, bank } = parts.stores;
    const summary = await versions.summarize(run);
    const converted = await convertedQuestions(context);
    const warnings = warningsOf({ build, summary, bank: await bank.fit(run.graph), converted });
    const total = allNodes(summary.counts);
    await builds.save(run, { counts: summary.counts, warnings, progress: { check: { total, done: total } } });
    if (total === 0) await refuseToReplaceNodes(versions, run);
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
