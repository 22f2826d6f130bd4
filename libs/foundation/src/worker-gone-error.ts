import { LexHopError } from './lexhop-error.js';

/** A worker thread ended while somebody waited for it. */
export class WorkerGoneError extends LexHopError {
  override readonly name = 'WorkerGoneError';
  override readonly code = 'worker-thread-gone';
  override readonly retryable = true;

  constructor(cause: Error) {
    super(`A worker thread is gone: ${cause.message}.`, { cause });
  }
}
