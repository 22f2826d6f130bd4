import { describeLedger } from '@lexhop/language-model/testing';
import type { GraphStores } from '../graph-stores.js';
import { describeBegunBatches } from './begun-batches.contract.js';
import { describeBuildStore } from './build-store.contract.js';
import { describeDeliveries } from './deliveries.contract.js';
import { describeEdgeDraft } from './edge-draft.contract.js';
import { describeSavedEdges } from './saved-edges.contract.js';
import { describeGraphContents } from './graph-contents.contract.js';
import { describeComparing } from './comparing.contract.js';
import { describeDrafting } from './drafting.contract.js';
import { describeEmbedding } from './embedding.contract.js';
import { describeGraphVersions } from './graph-versions.contract.js';
import { describeImportStore } from './import-store.contract.js';
import { describeQuestionBankStore } from './question-bank-store.contract.js';
import { describeRules } from './rules.contract.js';
import { describeStatuteStore } from './statute-store.contract.js';
import { describeVectors } from './vectors.contract.js';

/** The contract suites of all parts of the books, over one opened store that tells of ends; its streams have pages of `pageSize` rows, at least 2. */
export function describeGraphStores(name: string, open: () => Promise<GraphStores>, pageSize: number): void {
  describeStatuteStore(name, open);
  describeQuestionBankStore(name, open);
  describeBuildStore(name, open);
  describeBegunBatches(name, open);
  describeGraphVersions(name, open);
  describeComparing(name, open);
  describeDrafting(name, open);
  describeEmbedding(name, open);
  describeEdgeDraft(name, open);
  describeSavedEdges(name, open);
  describeGraphContents(name, open, pageSize);
  describeVectors(name, open);
  describeImportStore(name, open);
  describeDeliveries(name, open);
  describeLedger(name, async () => {
    const { ledger, replies } = await open();
    // The store is the suite's: other tests go on with it.
    return { ledger, replies, close: async () => {} };
  });
  describeRules(name, open);
}
