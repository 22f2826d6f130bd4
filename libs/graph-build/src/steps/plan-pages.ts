import type { Batch } from '@lexhop/job-queue';
import type { StepPlan } from '../build-step.js';

/**
 * Cuts what is missing into batches, one per page: `from` is the id before the first (exclusive), `to` the last (inclusive),
 * so that the ranges stay right when part of what they held is done.
 */
export async function planPages<Item>(
  pageAfter: (after: string) => Promise<readonly Item[]>,
  idOf: (item: Item) => string,
  batchOf: (place: number, range: { from: string; to: string }) => Batch,
): Promise<StepPlan> {
  const batches: Batch[] = [];
  let missing = 0;
  let after = '';
  for (;;) {
    const page = await pageAfter(after);
    const last = page.at(-1);
    if (last === undefined) return { batches, missing };
    batches.push(batchOf(batches.length, { from: after, to: idOf(last) }));
    missing += page.length;
    after = idOf(last);
  }
}
