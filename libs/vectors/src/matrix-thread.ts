import { availableParallelism } from 'node:os';
import { IdleThread } from '@lexhop/foundation';
import { withAbortFlag } from './abort-flag.js';
import { UnusableVectorError } from './errors.js';
import type { MatrixMethods, MatrixThreadData, Unusable } from './matrix.worker.js';
import {
  checkRequest,
  type NearestOptions,
  type NearestRequest,
  type NearestRows,
  NearestSearch,
  type RowClusters,
} from './nearest-search.js';
import { rowCount } from './vector-rows.js';

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
    return withAbortFlag(signal, async (flag) =>
      usable(await this.#thread.use((thread) => thread.call('nearest', { request, flag }))),
    );
  }

  override async cluster(
    candidates: Float32Array,
    dimensions: number,
    { signal }: NearestOptions = {},
  ): Promise<RowClusters> {
    rowCount('The candidates', candidates, dimensions);
    return withAbortFlag(signal, async (flag) =>
      usable(await this.#thread.use((thread) => thread.call('cluster', { candidates, dimensions, flag }))),
    );
  }

  override async close(): Promise<void> {
    await this.#thread.close();
  }
}

/** What the thread answers, unless it is the row that it could not use. */
function usable<Answer extends object>(answer: Answer | Unusable): Answer {
  if ('unusable' in answer) throw new UnusableVectorError(answer.unusable.side, answer.unusable.row);
  return answer;
}
