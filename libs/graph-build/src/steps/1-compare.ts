import { type BuildStepWork, nothingMissing } from '../build-step.js';

/** Which articles are new, changed or gone since the active build: one transaction of the store. */
export const compareStep: BuildStepWork = {
  name: 'compare',
  plan: async () => nothingMissing,
  runBatch: async () => {},
  finish: async ({ parts, run }) => {
    const comparison = await parts.stores.draft.compare(run);
    const total = comparison.opened + comparison.closed + comparison.unchanged;
    await parts.stores.builds.save(run, { progress: { compare: { total, done: total } } });
  },
};
