import { type Clock, SystemClock } from '@lexhop/foundation';
import { InMemoryLedger, InMemoryReplyStore } from '@lexhop/language-model/testing';
import type { GraphStores } from '../../graph-stores.js';
import { InMemoryBuildStore } from './in-memory-build-store.js';
import { InMemoryEdgeDraft } from './in-memory-edge-draft.js';
import { InMemoryGraphContents } from './in-memory-graph-contents.js';
import { InMemoryGraphDraft } from './in-memory-graph-draft.js';
import { InMemoryGraphVersions } from './in-memory-graph-versions.js';
import { InMemoryQuestionBankStore } from './in-memory-question-bank-store.js';
import { InMemoryStatuteStore } from './in-memory-statute-store.js';
import { InMemoryVectorStore } from './in-memory-vector-store.js';
import { MemoryState } from './memory-state.js';

/** All ports over one state in memory: the fake for specs of other rooms. It passes the same contract suites as the adapters. */
export function inMemoryGraphStore(
  options: { readonly clock?: Clock; /** Rows in a page of a stream. */ readonly pageSize?: number } = {},
): GraphStores {
  const state = new MemoryState(options.clock ?? new SystemClock());
  const ledger = new InMemoryLedger();
  return {
    statutes: new InMemoryStatuteStore(state),
    bank: new InMemoryQuestionBankStore(state),
    builds: new InMemoryBuildStore(state),
    versions: new InMemoryGraphVersions(state),
    draft: new InMemoryGraphDraft(state),
    edges: new InMemoryEdgeDraft(state),
    contents: new InMemoryGraphContents(state, options.pageSize ?? 1_000),
    vectors: new InMemoryVectorStore(state),
    ledger,
    replies: new InMemoryReplyStore(ledger),
    close: async () => {},
  };
}
