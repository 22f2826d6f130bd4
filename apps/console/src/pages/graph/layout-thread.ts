/** What the layout thread is given: nodes by number, edges as pairs of numbers. */
export interface LayoutTask {
  /** Tells answers apart: those to an older task are thrown away. */
  readonly task: number;
  /** x and y of each node, one after the other; where they begin. */
  readonly positions: Float32Array;
  /** Numbers of source and target of each edge, one after the other. */
  readonly edges: Uint32Array;
}

/** Where the nodes are after some rounds. */
export interface LayoutProgress {
  readonly task: number;
  readonly positions: Float32Array;
  readonly isDone: boolean;
}

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
