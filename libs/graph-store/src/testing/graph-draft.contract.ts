import type { GraphStores } from '../graph-stores.js';
import { describeComparing } from './comparing.contract.js';
import { describeDrafting } from './drafting.contract.js';
import { describeEmbedding } from './embedding.contract.js';

/** What every GraphDraft keeps. */
export function describeGraphDraft(name: string, open: () => Promise<GraphStores>): void {
  describeComparing(name, open);
  describeDrafting(name, open);
  describeEmbedding(name, open);
}
