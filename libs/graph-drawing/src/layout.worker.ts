import type { LayoutTask } from './drawn-graph.js';
import { arrangementsOf } from './layout.js';

/** Lays a graph out, away from the page's thread. */
globalThis.addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => {
  for (const progress of arrangementsOf(data)) {
    globalThis.postMessage(progress, { transfer: [progress.positions.buffer] });
  }
});
