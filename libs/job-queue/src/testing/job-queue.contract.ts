import { describe } from 'vitest';
import { itCanBeObserved } from './observing.contract.js';
import type { OpenQueue } from './queue-scene.js';
import { itTriesAgain } from './retrying.contract.js';
import { itRunsSteps } from './running.contract.js';
import { itStops } from './stopping.contract.js';

/**
 * What every job queue promises.
 * @param open an empty queue that tries jobs as the policy says.
 */
export function describeJobQueue(name: string, open: OpenQueue): void {
  describe(`${name}, as a job queue`, () => {
    itRunsSteps(open);
    itTriesAgain(open);
    itStops(open);
    itCanBeObserved(open);
  });
}
