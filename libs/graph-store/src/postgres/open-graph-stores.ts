import { PostgresAccessBooks } from '@lexhop/access';
import type { Database } from '@lexhop/postgres';
import type { GraphStores } from '../graph-stores.js';
import { BooksBackup } from './books-backup.js';
import { migrate } from './migrations.js';
import { PostgresLedger, PostgresReplyStore } from './paid-calls.js';
import { PostgresBegunBatches } from './postgres-begun-batches.js';
import { PostgresBuildChanges } from './postgres-build-changes.js';
import { PostgresBuildStore } from './postgres-build-store.js';
import { PostgresDeliveries, recordEnd, recordNoEnd } from './postgres-deliveries.js';
import { PostgresEdgeDraft } from './postgres-edge-draft.js';
import { PostgresGraphContents } from './postgres-graph-contents.js';
import { PostgresGraphDraft } from './postgres-graph-draft.js';
import { PostgresGraphVersions } from './postgres-graph-versions.js';
import { PostgresImportStore } from './postgres-import-store.js';
import { PostgresQuestionBankStore } from './postgres-question-bank-store.js';
import { PostgresStatuteStore } from './postgres-statute-store.js';
import { PostgresVectorStore } from './stored-vectors.js';

export interface GraphStoresOptions {
  /** Rows in a page of a stream. */
  readonly pageSize?: number;
  /** Whether each end of a build is written down for a delivery; not unless said. */
  readonly tellsEnds?: boolean;
}

/**
 * Opens the books in a database, which any number of processes may have open: their tables are brought to their present form first.
 * Closing them closes the database. Throws a StoreVersionError for the books of a newer LexHop.
 */
export async function openGraphStores(
  database: Database,
  { pageSize = 1_000, tellsEnds = false }: GraphStoresOptions = {},
): Promise<GraphStores> {
  await migrate(database);
  const record = tellsEnds ? recordEnd : recordNoEnd;
  return {
    statutes: new PostgresStatuteStore(database),
    bank: new PostgresQuestionBankStore(database),
    builds: new PostgresBuildStore(database, record),
    begun: new PostgresBegunBatches(database),
    versions: new PostgresGraphVersions(database, record),
    draft: new PostgresGraphDraft(database),
    edges: new PostgresEdgeDraft(database),
    contents: new PostgresGraphContents(database, pageSize),
    changes: new PostgresBuildChanges(database),
    vectors: new PostgresVectorStore(database),
    ledger: new PostgresLedger(database),
    imports: new PostgresImportStore(database),
    replies: new PostgresReplyStore(database),
    access: new PostgresAccessBooks(database),
    deliveries: new PostgresDeliveries(database),
    backup: new BooksBackup(database),
    close: () => database.close(),
  };
}
