import { workerData } from 'node:worker_threads';
import { serveWorkerThread, Transferred } from '@lexhop/foundation';
import { PgliteContentPages } from './pglite-content-pages.js';
import { Database } from './database.js';
import { migrate } from './migrate.js';
import { PgliteBuildStore } from './pglite-build-store.js';
import { PgliteEdgeDraft } from './pglite-edge-draft.js';
import { PgliteGraphDraft } from './pglite-graph-draft.js';
import { PgliteGraphVersions } from './pglite-graph-versions.js';
import { PgliteLedger } from './pglite-ledger.js';
import { PgliteQuestionBankStore } from './pglite-question-bank-store.js';
import { PgliteReplyStore } from './pglite-reply-store.js';
import { PgliteStatuteStore } from './pglite-statute-store.js';
import { PgliteVectorStore } from './pglite-vector-store.js';
import { transferableBuffers } from './transferable-buffers.js';

type Ports = Readonly<Record<string, object>>;
type Method = (...parameters: readonly unknown[]) => Promise<unknown>;

/** What the thread says of itself: Postgres gave up, in its words. The thread may not answer any more. */
export interface Breakdown {
  readonly breakdown: string;
}

/** A call of a port's method, as it comes from the other thread. */
export interface PortCall {
  readonly port: string;
  readonly method: string;
  readonly parameters: readonly unknown[];
}

const methods = {
  opened: async (): Promise<void> => {
    await opened;
  },
  call: async ({ port, method, parameters }: PortCall): Promise<unknown> => {
    const target = (await opened).ports[port] as Record<string, Method> | undefined;
    const result = await target?.[method]?.(...parameters);
    return new Transferred(result, transferableBuffers(result));
  },
  close: async (): Promise<void> => {
    await (await opened).database.close();
  },
};
export type GraphStoreMethods = typeof methods;

const post = serveWorkerThread(methods);
const opened = open(String((workerData as { directory: string }).directory));
// Whoever calls is told; without a first listener Node would end the thread before anybody can.
opened.catch(() => {});

async function open(directory: string): Promise<{ readonly database: Database; readonly ports: Ports }> {
  const database = await Database.open(directory, (words) => post({ breakdown: words } satisfies Breakdown));
  await migrate(database);
  const ports = {
    statutes: new PgliteStatuteStore(database),
    bank: new PgliteQuestionBankStore(database),
    builds: new PgliteBuildStore(database),
    versions: new PgliteGraphVersions(database),
    draft: new PgliteGraphDraft(database),
    edges: new PgliteEdgeDraft(database),
    vectors: new PgliteVectorStore(database),
    ledger: new PgliteLedger(database),
    replies: new PgliteReplyStore(database),
    pages: new PgliteContentPages(database),
  };
  return { database, ports };
}
