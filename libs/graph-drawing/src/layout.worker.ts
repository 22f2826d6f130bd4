import type { LayoutProgress, LayoutTask } from './drawn-graph.js';
import { arrangementsOf } from './layout.js';

let current = 0;

/** Lays a graph out, away from the page's thread; a newer task ends an older one. */
globalThis.addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => {
  current = data.task;
  const arrangements = arrangementsOf(data);
  const go = () => {
    if (data.task !== current) return;
    const { done, value } = arrangements.next();
    if (done) return;
    const progress: LayoutProgress = { task: data.task, ...value };
    globalThis.postMessage(progress, { transfer: [progress.positions.buffer] });
    // A turn for messages in between: a newer task is heard of.
    setTimeout(go);
  };
  go();
});
