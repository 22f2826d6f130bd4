import { testData } from '@lexhop/foundation/testing';
import { afterAll, beforeAll } from 'vitest';
import { type ModelInThread, OnnxThreads } from '../onnx/onnx-threads.js';
import { describeTinyBgeM3 } from './tiny-bge-m3.js';

/** Threads for the models of a file of tests. A model of their own keeps so many alive: one that is run from source takes a second to start. */
export function threadsOfFile(copies = 1): OnnxThreads {
  const threads = new OnnxThreads();
  let keeping: ModelInThread | undefined;
  beforeAll(async () => {
    keeping = await threads.load(await describeTinyBgeM3(testData('golden/bge-m3-tiny'), { copies }));
  });
  afterAll(() => keeping?.unload());
  return threads;
}
