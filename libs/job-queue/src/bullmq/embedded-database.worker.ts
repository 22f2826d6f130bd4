import { PGlite } from '@electric-sql/pglite';
import { serveWorkerThread } from '@lexhop/foundation';
import type { DatabaseStatement, DatabaseRows } from './embedded-database.js';

// PGlite has no background processes: nobody else clears away the dead rows that every move of a job leaves, and up to a
// gigabyte of log would be kept, and read again after a crash.
const statementsBetweenVacuums = 2000;
const vacuum = 'VACUUM bullmq.job, bullmq.job_dependency, bullmq.event, bullmq.meta';
const startParams = [...PGlite.defaultStartParams, '-c', 'min_wal_size=32MB', '-c', 'max_wal_size=64MB'];

let opened: PGlite | undefined;
let statements = 0;

const postEvent = serveWorkerThread({
  open: async (directory: string): Promise<void> => {
    opened = await PGlite.create(directory, { startParams });
    opened.onNotification((channel, payload) => postEvent({ channel, payload }));
  },

  /** Parameters mean one statement; without them there may be several, and the rows of the last are returned. */
  query: async ({ text, parameters }: DatabaseStatement): Promise<DatabaseRows> => {
    const result = parameters ? await database().query(text, [...parameters]) : (await database().exec(text)).at(-1);
    statements += 1;
    if (statements % statementsBetweenVacuums === 0) await database().exec(vacuum);
    return { rows: result?.rows ?? [], rowCount: result?.affectedRows ?? 0 };
  },

  close: async (): Promise<void> => {
    await opened?.close();
  },
});

function database(): PGlite {
  if (!opened) throw new Error('The database of the job queue is not open.');
  return opened;
}
