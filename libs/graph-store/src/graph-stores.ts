import type { Build } from '@lexhop/graph-model';
import type { Ledger, ReplyStore } from '@lexhop/language-model';
import type { BuildChanges } from './build-changes.js';
import type { BuildStore } from './build-store.js';
import type { EdgeDraft } from './edge-draft.js';
import type { GraphContents } from './graph-contents.js';
import type { GraphDraft } from './graph-draft.js';
import type { GraphReader } from './graph-reader.js';
import type { GraphVersions } from './graph-versions.js';
import type { ImportStore } from './import-store.js';
import type { QuestionBankStore } from './question-bank.js';
import type { StatuteStore } from './statute-store.js';
import type { VectorStore } from './vector-store.js';

/** Every port of one stored graph database, as an adapter opens them together. */
export interface GraphStores {
  readonly statutes: StatuteStore;
  readonly bank: QuestionBankStore;
  readonly builds: BuildStore;
  readonly versions: GraphVersions;
  readonly draft: GraphDraft;
  readonly edges: EdgeDraft;
  readonly contents: GraphContents;
  readonly imports: ImportStore;
  /** Absent of a store that is no longer written to. */
  readonly changes?: BuildChanges;
  readonly vectors: VectorStore;
  readonly ledger: Ledger;
  readonly replies: ReplyStore;
  /** A reader that answers from the store itself, for graphs larger than memory; absent of a store that can't search. */
  readerOf?(build: Build): Promise<GraphReader>;
  close(): Promise<void>;
}
