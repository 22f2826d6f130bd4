import { workerData } from 'node:worker_threads';
import { serveWorkerThread, Transferred } from '@lexhop/foundation';
import { type AbortFlag, isRaised } from './abort-flag.js';
import { UnusableVectorError } from './errors.js';
import { OnnxMatrixProduct } from './matrix-product.js';
import type { NearestRequest, NearestRows } from './nearest-search.js';
import { nearestRows } from './nearest/nearest-rows.js';

/** What the thread is started with. */
export interface MatrixThreadData {
  readonly cores: number;
}

interface NearestCall {
  readonly request: NearestRequest;
  readonly flag: AbortFlag;
}

type NearestAnswer = NearestRows | { readonly unusable: Pick<UnusableVectorError, 'side' | 'row'> };

/** A type, not an interface: only types fit the index signature of WorkerMethods. */
export type MatrixMethods = { nearest(call: NearestCall): Promise<NearestAnswer> };

const product = OnnxMatrixProduct.open((workerData as MatrixThreadData).cores);
let turn: Promise<unknown> = product;

// One at a time, so that the memory held is that of one call.
function nearest(call: NearestCall): Promise<NearestAnswer | Transferred<NearestAnswer>> {
  const answer = turn.then(() => answerTo(call));
  turn = answer.catch(() => undefined);
  return answer;
}

async function answerTo({ request, flag }: NearestCall): Promise<NearestAnswer | Transferred<NearestAnswer>> {
  try {
    const found = await nearestRows(request, await product, () => isRaised(flag));
    // Nobody waits for an answer that was given up.
    if (!found) return { rows: new Int32Array(0), scores: new Float64Array(0) };
    return new Transferred<NearestAnswer>(found, [
      found.rows.buffer as ArrayBuffer,
      found.scores.buffer as ArrayBuffer,
    ]);
  } catch (error) {
    if (error instanceof UnusableVectorError) return { unusable: { side: error.side, row: error.row } };
    throw error;
  }
}

serveWorkerThread({ nearest });
