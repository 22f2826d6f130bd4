import { parentPort, type Transferable, Worker, type WorkerOptions } from 'node:worker_threads';
import { asError, WorkerGoneError } from './errors.js';

interface Call {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}

/** Sent instead of a call: the thread is to end. */
const ending = 'end';

type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: Error; readonly facts: object };

/** What a worker thread offers: named functions of one structured-cloneable argument. */
type WorkerMethods = Readonly<Record<string, (argument: never) => unknown>>;

type Argument<Method> = Method extends (argument: infer A) => unknown ? A : never;
type Result<Method> = Method extends (argument: never) => infer R ? Unwrapped<Awaited<R>> : never;
type Unwrapped<Value> = Value extends Transferred<infer Inner> ? Inner : Value;

/** A value whose buffers move to the other thread instead of being copied. */
export class Transferred<Value> {
  constructor(
    readonly value: Value,
    readonly buffers: readonly Transferable[],
  ) {}
}

/** A worker thread that answers calls; every pending call is rejected with a WorkerGoneError when the thread ends. */
export class WorkerThread<Methods extends WorkerMethods> {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #nextId = 0;
  #gone: Error | undefined;

  /** @param module the worker's module, `new URL('./x.worker.js', import.meta.url)`; its TypeScript source is taken when run from source. */
  constructor(module: URL, workerData?: unknown) {
    this.#worker = new Worker(...runnable(module, workerData));
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#end(asError(error)));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#end(new Error(`it exited with code ${code}`));
        resolve();
      });
    });
    this.#worker.unref();
  }

  /** Calls a method in the thread; calls are answered in any order. A rejection carries the thread's own error with its fields. */
  call<Name extends keyof Methods & string>(
    method: Name,
    argument: Argument<Methods[Name]>,
    transfer: readonly Transferable[] = [],
  ): Promise<Result<Methods[Name]>> {
    if (this.#gone) return Promise.reject(this.#gone);
    const id = this.#nextId++;
    return new Promise<Result<Methods[Name]>>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, method, argument } satisfies Call, [...transfer]);
    });
  }

  /**
   * Rejects pending calls at once and ends the thread before it does anything else; resolves when it has ended. It ends by itself: Node
   * terminates a thread wherever it is, and inside onnxruntime (as it loads, opens a session or runs one) that aborts the whole process.
   */
  async close(): Promise<void> {
    this.#end(new Error('it was closed'));
    this.#worker.ref();
    this.#worker.postMessage(ending);
    await this.#exited;
  }

  #settle(reply: Reply): void {
    if (this.#gone) return;
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if ('error' in reply) pending?.reject(Object.assign(reply.error, reply.facts));
    else pending?.resolve(reply.value);
  }

  #end(cause: Error): void {
    this.#gone ??= new WorkerGoneError(cause);
    for (const call of this.#pending.values()) call.reject(this.#gone);
    this.#pending.clear();
  }
}

/** Called in the worker's module: answers the calls of its WorkerThread. */
export function serveWorkerThread(methods: WorkerMethods): void {
  const port = parentPort;
  if (!port) throw new Error('serveWorkerThread was called outside a worker thread.');
  port.on('message', async (message: Call | typeof ending) => {
    if (message === ending) process.exit();
    const { id, method, argument } = message;
    try {
      const result = await methods[method]?.(argument as never);
      if (result instanceof Transferred) port.postMessage({ id, value: result.value }, [...result.buffers]);
      else port.postMessage({ id, value: result });
    } catch (thrown) {
      const error = asError(thrown);
      // Structured clone keeps name, message, stack and cause of an Error, but not its own fields.
      port.postMessage({ id, error, facts: cloneableFields(error) });
    }
  });
}

function cloneableFields(error: Error): object {
  const fields = Object.entries(error).filter(([, value]) => typeof value !== 'function' && typeof value !== 'symbol');
  return Object.fromEntries(
    fields.filter(([, value]) => typeof value !== 'object' || value === null || Array.isArray(value)),
  );
}

function runnable(module: URL, workerData: unknown): [URL | string, WorkerOptions] {
  if (!import.meta.url.endsWith('.ts')) return [module, { workerData }];
  // Run from source (tests, benchmarks) there is no .js beside the module yet: the thread loads its TypeScript through tsx.
  // A thread's entry module is loaded before `--import tsx` takes effect, so tsx is registered by a line of its own.
  const tsx = import.meta.resolve('tsx/esm/api');
  const source = module.href.replace(/\.js$/, '.ts');
  const [api, entry] = [tsx, source].map((value) => JSON.stringify(value));
  return [
    `import(${api}).then(({ register }) => { register(); return import(${entry}); })`,
    { eval: true, workerData, execArgv: ['--conditions=@lexhop/source'] },
  ];
}

interface IdleThreadOptions {
  readonly workerData?: unknown;
  /** The thread ends, and its memory with it, after so long without a call; never where absent. */
  readonly idleMilliseconds?: number | undefined;
}

/** A worker thread that the first call starts, and that ends when nobody has called for a while. The next call starts another. */
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

  /** Calls the thread. One that is gone (WorkerGoneError) is replaced by the next call. */
  async use<Result>(work: (thread: WorkerThread<Methods>) => Promise<Result>): Promise<Result> {
    const thread = this.#begin();
    try {
      return await work(thread);
    } catch (thrown) {
      this.#replaceIfGone(thread, thrown);
      throw thrown;
    } finally {
      this.#finish();
    }
  }

  /** Calls the thread for one thing after another. It stays the same thread until these end, or nobody asks for more. */
  async *each<Item>(work: (thread: WorkerThread<Methods>) => AsyncIterable<Item>): AsyncGenerator<Item> {
    const thread = this.#begin();
    try {
      yield* work(thread);
    } catch (thrown) {
      this.#replaceIfGone(thread, thrown);
      throw thrown;
    } finally {
      this.#finish();
    }
  }

  /** Ends the thread; pending calls are rejected at once, and so are later ones. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  #begin(): WorkerThread<Methods> {
    if (this.#closed) throw new WorkerGoneError(new Error('it was closed'));
    clearTimeout(this.#timer);
    this.#calls += 1;
    return (this.#thread ??= new WorkerThread<Methods>(this.module, this.options.workerData));
  }

  #replaceIfGone(thread: WorkerThread<Methods>, thrown: unknown): void {
    if (thrown instanceof WorkerGoneError && this.#thread === thread) this.#thread = undefined;
  }

  #finish(): void {
    this.#calls -= 1;
    const { idleMilliseconds } = this.options;
    if (this.#calls > 0 || !this.#thread || idleMilliseconds === undefined) return;
    this.#timer = setTimeout(() => void this.#end(), idleMilliseconds);
    this.#timer.unref();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#timer);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.close();
  }
}
