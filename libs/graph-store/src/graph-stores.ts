import { AccessBooks } from '@lexhop/access';
import type { Ledger, ReplyStore } from '@lexhop/language-model';
import { Database, type ServerAddress } from '@lexhop/postgres';
import { BegunBatches } from './begun-batches.js';
import { BooksBackup } from './books-backup.js';
import { BuildChanges } from './build-changes.js';
import { BuildStore } from './build-store.js';
import { Deliveries, recordEnd, recordNoEnd } from './deliveries.js';
import { EdgeDraft } from './edge-draft.js';
import { GraphContents } from './graph-contents.js';
import { GraphDraft } from './graph-draft.js';
import { GraphVersions } from './graph-versions.js';
import { ImportStore } from './import-store.js';
import { migrate } from './postgres/migrations.js';
import { PostgresLedger, PostgresReplyStore } from './postgres/paid-calls.js';
import { QuestionBankStore } from './question-bank.js';
import { StatuteStore } from './statute-store.js';

/** Rows in a page of a stream, where nothing else is asked for. */
const rowsInPage = 1_000;

/** The books: all of their parts, which are opened and closed together. */
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
  readonly ledger: Ledger;
  readonly replies: ReplyStore;
  readonly access: AccessBooks;
  readonly backup: BooksBackup;
  readonly deliveries: Deliveries;
  /** Where they are, for another thread, which opens their contents there. */
  address(): Promise<BooksAddress>;
  close(): Promise<void>;
}

/** Where books are; a plain value that threads may send each other. */
export interface BooksAddress {
  /** Names the server for people, without its password. */
  readonly place: string;
  readonly server: ServerAddress;
}

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
  { pageSize = rowsInPage, tellsEnds = false }: GraphStoresOptions = {},
): Promise<GraphStores> {
  await migrate(database);
  const { server } = database.pool;
  const record = tellsEnds ? recordEnd : recordNoEnd;
  return {
    statutes: new StatuteStore(database),
    bank: new QuestionBankStore(database),
    builds: new BuildStore(database, record),
    begun: new BegunBatches(database),
    versions: new GraphVersions(database, record),
    draft: new GraphDraft(database),
    edges: new EdgeDraft(database),
    contents: new GraphContents(database, pageSize),
    imports: new ImportStore(database),
    changes: new BuildChanges(database),
    ledger: new PostgresLedger(database),
    replies: new PostgresReplyStore(database),
    access: new AccessBooks(database),
    backup: new BooksBackup(database),
    deliveries: new Deliveries(database),
    address: async () => ({ place: server.place, server: await server.address() }),
    close: () => database.close(),
  };
}

/** Opens the contents of books alone, on one connection: for a thread that reads a whole build. */
export async function openGraphContents({
  place,
  server,
}: BooksAddress): Promise<{ readonly contents: GraphContents; readonly close: () => Promise<void> }> {
  const books = { place, address: async () => server, close: async () => {} };
  const database = await Database.open(books, { connections: 1 });
  return { contents: new GraphContents(database, rowsInPage), close: () => database.close() };
}
