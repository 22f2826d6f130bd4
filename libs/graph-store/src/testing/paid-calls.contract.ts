import { describeLedger } from '@lexhop/language-model/testing';
import type { GraphStores } from '../graph-stores.js';

/** What every ledger and every reply store of a graph store keeps. */
export function describePaidCalls(name: string, open: () => Promise<GraphStores>): void {
  describeLedger(name, async () => {
    const { ledger, replies } = await open();
    // The store is the suite's: other tests go on with it.
    return { ledger, replies, close: async () => {} };
  });
}
