import { availableParallelism } from 'node:os';
import { WorkerGoneError, type WorkerMethods, WorkerThread } from '@lexhop/foundation';
import { withAbortFlag } from './abort-flag.js';
import { UnusableVectorError } from './errors.js';
import type { MatrixMethods, MatrixThreadData } from './matrix.worker.js';
import {
  checkRequest,
  type NearestOptions,
  type NearestRequest,
  type NearestRows,
  NearestSearch,
} from './nearest-search.js';

interface MatrixThreadOptions {
  /** Cores that a matrix product may use; all that the process has when absent. */
  readonly cores?: number;
  /** The thread ends after so long without a call, 30 s when absent. */
  readonly idleMilliseconds?: number;
}

/**
 * Finds nearest rows in a worker thread, by blocked matrix products in onnxruntime.
 * The first call starts the thread (about a third of a second); one call runs at a time, others wait their turn. Memory: the request
 * (but for arrays over a SharedArrayBuffer, which are read in place), the result, and about 25 MiB of blocks.
 */
export class MatrixThread extends NearestSearch {
  readonly #thread: IdleThread<MatrixMethods>;

  constructor({ cores = availableParallelism(), idleMilliseconds = 30_000 }: MatrixThreadOptions = {}) {
    super();
    const workerData: MatrixThreadData = { cores };
    this.#thread = new IdleThread(new URL('./matrix.worker.js', import.meta.url), { workerData, idleMilliseconds });
  }

  /** Whether the thread lives now: it does not before the first call and after a while without one. */
  get isRunning(): boolean {
    return this.#thread.isRunning;
  }

  override async nearest(request: NearestRequest, { signal }: NearestOptions = {}): Promise<NearestRows> {
    checkRequest(request);
    const answer = await withAbortFlag(signal, (flag) =>
      this.#thread.use((thread) => thread.call('nearest', { request, flag })),
    );
    if ('unusable' in answer) throw new UnusableVectorError(answer.unusable.side, answer.unusable.row);
    return answer;
  }

  override async close(): Promise<void> {
    await this.#thread.close();
  }
}

interface IdleThreadOptions {
  readonly workerData?: unknown;
  /** The thread ends, and its memory with it, after so long without a call. */
  readonly idleMilliseconds: number;
}

/** A worker thread that its first call starts and that ends when nobody has called for a while; the next call starts another. */
class IdleThread<Methods extends WorkerMethods> {
  #thread: WorkerThread<Methods> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #calls = 0;
  #closed = false;

  constructor(
    private readonly module: URL,
    private readonly options: IdleThreadOptions,
  ) {}

  /** Whether a thread lives now. */
  get isRunning(): boolean {
    return this.#thread !== undefined;
  }

  /** Calls the thread; one that is gone (WorkerGoneError) is replaced at the next call. */
  async use<Result>(work: (thread: WorkerThread<Methods>) => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new WorkerGoneError(new Error('it was closed'));
    clearTimeout(this.#timer);
    const thread = (this.#thread ??= new WorkerThread<Methods>(this.module, { workerData: this.options.workerData }));
    this.#calls += 1;
    try {
      return await work(thread);
    } catch (error) {
      if (error instanceof WorkerGoneError && this.#thread === thread) this.#thread = undefined;
      throw error;
    } finally {
      this.#calls -= 1;
      if (this.#calls === 0) this.#endLater();
    }
  }

  /** Ends the thread at once; pending calls are rejected, and so are later ones. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  #endLater(): void {
    if (!this.#thread) return;
    this.#timer = setTimeout(() => void this.#end(), this.options.idleMilliseconds);
    this.#timer.unref();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#timer);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }
}
