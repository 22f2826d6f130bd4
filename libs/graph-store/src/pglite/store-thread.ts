import { WorkerThread } from '@lexhop/foundation';
import type { Breakdown, GraphStoreMethods, PortCall } from './graph-store.worker.js';
import { reviveError } from './revive-error.js';
import { storeErrorOf } from './store-error-of.js';

interface Running {
  readonly worker: WorkerThread<GraphStoreMethods>;
  readonly opened: Promise<void>;
  /** Why Postgres gave up. */
  failure?: Error;
}

/**
 * The thread that owns the embedded Postgres. Where Postgres gives up (no room left for its log), every call that waits is
 * rejected with the reason, and the next one begins another thread, in which Postgres recovers what was committed.
 */
export class StoreThread {
  #running: Running | undefined;
  #closed: Promise<void> | undefined;

  constructor(private readonly directory: string) {}

  /** Resolves when the store is there; rejects with a StoreFullError or a DataDirectoryError. */
  async open(): Promise<void> {
    await this.#using(async () => {});
  }

  /** Calls a method of a port; an error is of the class that it is in the thread. */
  call(call: PortCall): Promise<unknown> {
    return this.#using((worker) => worker.call('call', call));
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #using<Result>(work: (worker: Running['worker']) => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new Error(`The graph store in ${this.directory} is closed.`);
    const running = (this.#running ??= this.#start());
    try {
      await running.opened;
      return await work(running.worker);
    } catch (thrown) {
      throw running.failure ?? reviveError(thrown);
    }
  }

  #start(): Running {
    const worker = new WorkerThread<GraphStoreMethods>(new URL('./graph-store.worker.js', import.meta.url), {
      workerData: { directory: this.directory },
      onEvent: (event) => this.#end(running, storeErrorOf(this.directory, new Error((event as Breakdown).breakdown))),
    });
    const running: Running = { worker, opened: worker.call('opened', undefined) };
    running.opened.catch((thrown: unknown) => this.#end(running, reviveError(thrown)));
    return running;
  }

  #end(running: Running, failure: Error): void {
    running.failure ??= failure;
    if (this.#running === running) this.#running = undefined;
    void running.worker.terminate();
  }

  async #close(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    try {
      await running.opened;
      await running.worker.call('close', undefined);
    } catch (thrown) {
      throw running.failure ?? reviveError(thrown);
    } finally {
      await running.worker.terminate();
    }
  }
}
