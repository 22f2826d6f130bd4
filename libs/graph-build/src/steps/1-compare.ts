import type { BuildContext } from '../build-step.js';

/** Which articles are new, changed or gone since the active build: one transaction of the books. */
export async function compareArticles({ parts, run }: BuildContext): Promise<void> {
  const comparison = await parts.stores.draft.compare(run);
  const total = comparison.opened + comparison.closed + comparison.unchanged;
  await parts.stores.builds.save(run, { progress: { compare: { total, done: total } } });
}
