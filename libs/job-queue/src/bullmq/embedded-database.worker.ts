import { PGlite } from '@electric-sql/pglite';
import { serveWorkerThread } from '@lexhop/foundation';
import type { DatabaseStatement, DatabaseRows } from './embedded-database.js';

let opened: PGlite | undefined;

const postEvent = serveWorkerThread({
  open: async (directory: string): Promise<void> => {
    opened = await PGlite.create(directory);
    opened.onNotification((channel, payload) => postEvent({ channel, payload }));
  },

  /** Parameters mean one statement; without them there may be several, and the rows of the last are returned. */
  query: async ({ text, parameters }: DatabaseStatement): Promise<DatabaseRows> => {
    const result = parameters ? await database().query(text, [...parameters]) : (await database().exec(text)).at(-1);
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
