import { availableParallelism } from 'node:os';
import { onnxModelBytes } from '@lexhop/embedding/testing';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { timed } from './timed.js';

const [rows, inner, columns] = [1_024, 1_024, 4_096];
const runs = 8;

/** How fast a product goes, by the clock and by the time that processors worked: the second holds on a busy machine too. */
export interface ProductSpeed {
  readonly gigaflopPerSecond: number;
  readonly gigaflopPerProcessorSecond: number;
}

/** What this machine does of a product of 1,024 × 1,024 by 1,024 × 4,096 now: no model is faster than its products. */
export async function productSpeed(): Promise<ProductSpeed> {
  const values = (count: number) => Float32Array.from({ length: count }, (_, place) => Math.sin(place));
  const graph = onnxModelBytes({
    inputs: [{ name: 'rows', type: 'float', shape: [rows, inner] }],
    outputs: [{ name: 'product', type: 'float', shape: [rows, columns] }],
    constants: [{ name: 'weights', shape: [inner, columns], values: values(inner * columns) }],
    nodes: [{ operation: 'MatMul', inputs: ['rows', 'weights'], outputs: ['product'] }],
  });
  const options = {
    intraOpNumThreads: availableParallelism(),
  };
  const session = await InferenceSession.create(graph, options);
  const feeds = { rows: new Tensor('float32', values(rows * inner), [rows, inner]) };
  const times: { readonly clock: number; readonly processor: number }[] = [];
  for (let run = 0; run < runs; run++) times.push(await timed(() => session.run(feeds)));
  await session.release();
  const gigaflop = (2 * rows * inner * columns) / 1e9;
  const best = (which: 'clock' | 'processor') => Math.min(...times.map((time) => time[which])) / 1000;
  return { gigaflopPerSecond: gigaflop / best('clock'), gigaflopPerProcessorSecond: gigaflop / best('processor') };
}
