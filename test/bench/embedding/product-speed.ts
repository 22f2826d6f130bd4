import { availableParallelism } from 'node:os';
import { onnxModelBytes } from '@lexhop/vectors';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { mean, medianOf, type Time, timed } from './timed.js';

const [rows, inner, columns] = [1_024, 1_024, 4_096];
const sessions = 3;
const runs = 12;

/** How fast a product goes, by the clock and by the time that processors worked: the second holds on a busy machine too. */
export interface ProductSpeed {
  readonly gigaflopPerSecond: number;
  readonly gigaflopPerProcessorSecond: number;
}

/**
 * What this machine does of a product of 1,024 × 1,024 by 1,024 × 4,096 now: no model is faster than its products.
 * The mean of three sessions, as one where the weights lie well in memory is up to a tenth faster than another.
 */
export async function productSpeed(): Promise<ProductSpeed> {
  const graph = oneRowOfProduct();
  const times: Time[] = [];
  for (let session = 0; session < sessions; session++) times.push(await medianInSession(graph));
  const gigaflop = (2 * rows * inner * columns) / 1e9;
  const speed = (which: keyof Time) => mean(times.map((time) => (1000 * gigaflop) / time[which]));
  return { gigaflopPerSecond: speed('clock'), gigaflopPerProcessorSecond: speed('processor') };
}

/** What works of so many GFLOP take when they are products alone, work i at the mean of speeds i and i + 1. */
export function floorOf(gigaflop: readonly number[], speeds: readonly ProductSpeed[]): Time {
  const all = (which: keyof ProductSpeed) =>
    gigaflop.reduce((sum, work, place) => {
      const around = speeds.slice(place, place + 2).map((speed) => speed[which]);
      return sum + (1000 * work) / mean(around);
    }, 0);
  return { clock: all('gigaflopPerSecond'), processor: all('gigaflopPerProcessorSecond') };
}

async function medianInSession(graph: Uint8Array): Promise<Time> {
  const session = await InferenceSession.create(graph, { intraOpNumThreads: availableParallelism() });
  const feeds = { rows: new Tensor('float32', values(rows * inner), [rows, inner]) };
  const times = [];
  for (let run = 0; run < runs; run++) times.push(await timed(() => session.run(feeds)));
  await session.release();
  return medianOf(times);
}

/** Only one row is given out: handing out all 16 MiB would take a quarter of the time. */
function oneRowOfProduct(): Uint8Array {
  return onnxModelBytes({
    inputs: [{ name: 'rows', type: 'float', shape: [rows, inner] }],
    outputs: [{ name: 'row', type: 'float', shape: [columns] }],
    constants: [
      { name: 'weights', shape: [inner, columns], values: values(inner * columns) },
      { name: 'first', shape: [], values: BigInt64Array.of(0n) },
    ],
    nodes: [
      { operation: 'MatMul', inputs: ['rows', 'weights'], outputs: ['product'] },
      { operation: 'Gather', inputs: ['product', 'first'], outputs: ['row'] },
    ],
  });
}

function values(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, place) => Math.sin(place));
}
