import { WorkerGoneError, type WorkerMethods, WorkerThread } from '@lexhop/foundation';

export interface IdleThreadOptions {
  readonly workerData?: unknown;
  /** The thread ends, and its memory with it, after so long without a call. */
  readonly idleMilliseconds: number;
}

/** A worker thread that its first call starts and that ends when nobody has called for a while; the next call starts another. */
export class IdleThread<Methods extends WorkerMethods> {
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
