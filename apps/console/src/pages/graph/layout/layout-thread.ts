import type { LayoutProgress, LayoutTask } from './layout-messages.js';

/** The thread that finds places for nodes, and hands them on as they get better. */
export class LayoutThread {
  readonly #worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  #task = 0;

  constructor(onProgress: (positions: Float32Array, isDone: boolean) => void) {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<LayoutProgress>) => {
      if (data.task === this.#task) onProgress(data.positions, data.isDone);
    });
  }

  /** Begins anew with these nodes and edges; what an older call still finds is thrown away. */
  arrange(graph: Omit<LayoutTask, 'task'>): void {
    this.#task += 1;
    const task: LayoutTask = { task: this.#task, ...graph };
    this.#worker.postMessage(task);
  }

  close(): void {
    this.#worker.terminate();
  }
}
