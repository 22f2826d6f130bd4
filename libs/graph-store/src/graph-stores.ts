import type { AccessBooks } from '@lexhop/access';
import type { Ledger, ReplyStore } from '@lexhop/language-model';
import type { BegunBatches } from './begun-batches.js';
import type { BuildChanges } from './build-changes.js';
import type { BuildStore } from './build-store.js';
import type { Deliveries } from './deliveries.js';
import type { EdgeDraft } from './edge-draft.js';
import type { GraphContents } from './graph-contents.js';
import type { GraphDraft } from './graph-draft.js';
import type { GraphVersions } from './graph-versions.js';
import type { ImportStore } from './import-store.js';
import type { QuestionBankStore } from './question-bank.js';
import type { StatuteStore } from './statute-store.js';
import type { BooksBackup } from './postgres/books-backup.js';
import type { VectorStore } from './vector-store.js';

/** The books: all ports, which are opened and closed together. */
export interface GraphStores {
  readonly statutes: StatuteStore;
  readonly bank: QuestionBankStore;
  readonly builds: BuildStore;
  readonly begun: BegunBatches;
  readonly versions: GraphVersions;
  readonly draft: GraphDraft;
  readonly edges: EdgeDraft;
  readonly contents: GraphContents;
  readonly imports: ImportStore;
  readonly changes: BuildChanges;
  readonly vectors: VectorStore;
  readonly ledger: Ledger;
  readonly replies: ReplyStore;
  readonly access: AccessBooks;
  readonly backup: BooksBackup;
  readonly deliveries: Deliveries;
  close(): Promise<void>;
}
