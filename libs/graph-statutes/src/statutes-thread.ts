import { IdleThread, type WorkerThread } from '@lexhop/foundation';
import type { StatuteMethods } from './statutes.worker.js';

/** The thread that reads long files and texts. */
export type StatutesThread = WorkerThread<StatuteMethods>;

/** The one thread of this process. It keeps nothing between calls, and ends when it is not used. */
export const statutesThread = new IdleThread<StatuteMethods>(new URL('./statutes.worker.js', import.meta.url), {
  idleMilliseconds: 30_000,
});
