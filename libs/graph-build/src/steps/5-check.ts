import { type BuildStepWork, nothingMissing } from '../build-step.js';
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
    const { article, paragraph, repealed } = summary.counts.nodes;
    const total = article + paragraph + repealed;
    await builds.save(run, { counts: summary.counts, warnings, progress: { check: { total, done: total } } });
    await versions.activate(run);
    const facts = { graph: run.graph, build: run.number, ...summary.counts.edges };
    parts.logger.info(`Build ${run.number} of graph ${run.graph} is active.`, facts);
    await versions.collect(run.graph, buildsKept);
  },
};
