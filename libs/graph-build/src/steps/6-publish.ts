import { type BuildStepWork, nothingMissing } from '../build-step.js';

/** The active build and the one before it are kept: one step back is always possible. */
const buildsKept = 2;

/** Makes the build the active one and clears away what no kept build sees. */
export const publishStep: BuildStepWork = {
  name: 'publish',
  plan: async () => nothingMissing,
  runBatch: async () => {},
  finish: async ({ parts, run }) => {
    const { versions } = parts.stores;
    const { counts } = await versions.activate(run);
    const facts = { graph: run.graph, build: run.number, ...counts?.edges };
    parts.logger.info(`Build ${run.number} of graph ${run.graph} is active.`, facts);
    await versions.collect(run.graph, buildsKept);
  },
};
