import { IdleThread, type WorkerThread } from '@lexhop/foundation';
import type { StatuteMethods } from './statutes.worker.js';

/** The thread that reads what is long, as others see it. */
export type StatutesThread = WorkerThread<StatuteMethods>;

/** One for the process: it keeps nothing between calls, and ends while nobody calls. */
export const statutesThread = new IdleThread<StatuteMethods>(new URL('./statutes.worker.js', import.meta.url), {
  idleMilliseconds: 30_000,
});
