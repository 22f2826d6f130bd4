import type { BuildContext } from '../build-step.js';

/** Finds which articles are new, changed or gone since the active build, and opens and closes their rows, all in one transaction. */
export async function compareArticles({ parts, run }: BuildContext): Promise<void> {
  const comparison = await parts.stores.draft.compare(run);
  const total = comparison.opened + comparison.closed + comparison.unchanged;
  await parts.stores.builds.save(run, { progress: { compare: { total, done: total } } });
}
