import { serveWorkerThread, Transferred } from '@lexhop/foundation';
import { type AbortFlag, isRaised } from './abort-flag.js';
import { nearestByClusters } from './clusters/nearest-by-clusters.js';
import { clusterRows } from './clusters/row-clusters.js';
import { UnusableVectorError } from './errors.js';
import { OnnxMatrixProduct } from './matrix-product.js';
import type { NearestRequest, NearestRows, RowClusters } from './nearest-search.js';
import { nearestRows } from './nearest/nearest-rows.js';

interface NearestCall {
  readonly request: NearestRequest;
  readonly flag: AbortFlag;
}

interface ClusterCall {
  readonly candidates: Float32Array;
  readonly dimensions: number;
  readonly flag: AbortFlag;
}

/** Says in place of an answer which row can't be compared: errors do not keep their class between threads. */
export interface Unusable {
  readonly unusable: Pick<UnusableVectorError, 'side' | 'row'>;
}

/** A type, not an interface: only types fit the index signature of WorkerMethods. */
export type MatrixMethods = {
  nearest(call: NearestCall): Promise<NearestRows | Unusable>;
  cluster(call: ClusterCall): Promise<RowClusters | Unusable>;
};

const product = OnnxMatrixProduct.open(1);
let turn: Promise<unknown> = product;

/** Does one call at a time, so that only one call's memory is held. */
function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer | Unusable> {
  const answer = turn.then(work).catch((error: unknown): Unusable => {
    if (error instanceof UnusableVectorError) return { unusable: { side: error.side, row: error.row } };
    throw error;
  });
  turn = answer.catch(() => undefined);
  return answer;
}

function nearest({ request, flag }: NearestCall) {
  return inTurn(async () => {
    const stopped = () => isRaised(flag);
    const { clusters } = request;
    const found = clusters
      ? await nearestByClusters(request, clusters, await product, stopped)
      : await nearestRows(request, await product, stopped);
    // Nobody waits for an answer that was given up.
    const { rows, scores } = found ?? { rows: new Int32Array(0), scores: new Float64Array(0) };
    return new Transferred<NearestRows>({ rows, scores }, [rows.buffer as ArrayBuffer, scores.buffer as ArrayBuffer]);
  });
}

function cluster({ candidates, dimensions, flag }: ClusterCall) {
  return inTurn(async () => clusterRows(candidates, dimensions, await product, () => isRaised(flag)));
}

serveWorkerThread({ nearest, cluster });
