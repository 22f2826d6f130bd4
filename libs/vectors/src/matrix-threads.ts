import { availableParallelism } from 'node:os';
import { IdleThread, type WorkerThread } from '@lexhop/foundation';
import { withAbortFlag } from './abort-flag.js';
import { UnusableVectorError } from './errors.js';
import type { MatrixMethods, Unusable } from './matrix.worker.js';
import {
  checkRequest,
  type NearestOptions,
  type NearestRequest,
  type NearestRows,
  NearestSearch,
  type RowClusters,
  type RowSet,
} from './nearest-search.js';
import { rowCount } from './vector-rows.js';

interface MatrixThreadsOptions {
  /** How many; when absent, one for each core of the process, and eight at most. */
  readonly threads?: number;
  /** A thread ends after this long without a call; 30 s when absent. */
  readonly idleMilliseconds?: number;
}

const mostThreads = 8;
/** A thread takes part in a call where it gets at least this many queries. */
const queriesPerThread = 512;

/**
 * Finds nearest rows in worker threads, by matrix products in onnxruntime. The queries of a call are divided among the threads, and each thread
 * uses one core: half of the time goes into looking at the scores, which products on several cores would not make shorter.
 *
 * A thread starts at its first call, which takes about a third of a second, does one call at a time, and ends after a while without one. It holds
 * its request (but reads arrays over a SharedArrayBuffer in place), its result, and about 25 MiB of blocks.
 */
export class MatrixThreads extends NearestSearch {
  readonly #threads: readonly { readonly thread: IdleThread<MatrixMethods>; pending: number }[];

  constructor({
    threads = Math.min(mostThreads, availableParallelism()),
    idleMilliseconds = 30_000,
  }: MatrixThreadsOptions = {}) {
    super();
    const worker = new URL('./matrix.worker.js', import.meta.url);
    this.#threads = Array.from({ length: threads }, () => {
      return { thread: new IdleThread<MatrixMethods>(worker, { idleMilliseconds }), pending: 0 };
    });
  }

  /** Whether any thread lives now. */
  get isRunning(): boolean {
    return this.#threads.some(({ thread }) => thread.isRunning);
  }

  override async nearest(request: NearestRequest, { signal }: NearestOptions = {}): Promise<NearestRows> {
    checkRequest(request);
    return withAbortFlag(signal, async (flag) => {
      const parts = partsOf(request, this.#threads.length);
      const answers = parts.map((part) => this.#ask((thread) => thread.call('nearest', { request: part, flag })));
      return joined(await Promise.all(answers));
    });
  }

  override async cluster(
    candidates: Float32Array,
    dimensions: number,
    { signal }: NearestOptions = {},
  ): Promise<RowClusters> {
    rowCount('The candidates', candidates, dimensions);
    return withAbortFlag(signal, (flag) =>
      this.#ask((thread) => thread.call('cluster', { candidates, dimensions, flag })),
    );
  }

  override async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ thread }) => thread.close()));
  }

  /** Calls the thread that has least to do. */
  async #ask<Answer extends object>(
    call: (thread: WorkerThread<MatrixMethods>) => Promise<Answer | Unusable>,
  ): Promise<Answer> {
    const least = this.#threads.reduce((one, other) => (other.pending < one.pending ? other : one));
    least.pending += 1;
    try {
      return usable(await least.thread.use(call));
    } finally {
      least.pending -= 1;
    }
  }
}

/** The request cut into spans of its queries: one for each thread, or fewer where there are few queries. */
function partsOf(request: NearestRequest, threads: number): readonly NearestRequest[] {
  const { queries, dimensions } = request;
  const count = queries.only?.length ?? queries.vectors.length / dimensions;
  const parts = Math.max(1, Math.min(threads, Math.floor(count / queriesPerThread)));
  if (parts === 1) return [request];
  const only = queries.only ?? Int32Array.from({ length: count }, (_, row) => row);
  return Array.from({ length: parts }, (_, part) => {
    const span = only.slice(Math.floor((part * count) / parts), Math.floor(((part + 1) * count) / parts));
    return { ...request, queries: { ...queries, only: span } satisfies RowSet };
  });
}

function joined(parts: readonly NearestRows[]): NearestRows {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const length = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const whole = { rows: new Int32Array(length), scores: new Float64Array(length) };
  let at = 0;
  for (const { rows, scores } of parts) {
    whole.rows.set(rows, at);
    whole.scores.set(scores, at);
    at += rows.length;
  }
  return whole;
}

/** The thread's answer. Throws the error where it answered with a row that it can't use. */
function usable<Answer extends object>(answer: Answer | Unusable): Answer {
  if ('unusable' in answer) throw new UnusableVectorError(answer.unusable.side, answer.unusable.row);
  return answer;
}
