import type { BuildRun } from '@lexhop/graph-model';

/** What was loaded for one run, by who loaded it. */
interface Kept {
  readonly run: BuildRun;
  readonly values: Map<object, Promise<unknown>>;
  readonly forget: () => void;
}

/** The vectors of a large graph's questions are 1.8 GB: where more graphs than this build at once, they load again and again. */
const mostRuns = 3;

/** What loading for a run is given, at the least. */
export interface CachedRun {
  readonly run: BuildRun;
  readonly signal: AbortSignal;
  readonly cache: RunCache;
}

/**
 * What all batches of a step of one run need, loaded once per process: of the three runs that asked last, one of each graph, until the run is
 * forgotten or a batch of it is called off here. Whoever works on builds has one.
 */
export class RunCache {
  /** The run that asked last is the last one. */
  readonly #kept = new Map<string, Kept>();

  /** The runs that something is kept of. */
  get runs(): readonly BuildRun[] {
    return [...this.#kept.values()].map(({ run }) => run);
  }

  /** What `load` gives for a run. A load that failed is not kept: the batch is tried again. Rejects with the signal's reason for a batch that was called off. */
  async of<Value, Context extends CachedRun>(
    load: (context: Context) => Promise<Value>,
    context: Context,
  ): Promise<Value> {
    context.signal.throwIfAborted();
    const { values } = this.#keptOf(context);
    const known = values.get(load) as Promise<Value> | undefined;
    if (known) return known;
    const value = load(context);
    values.set(load, value);
    value.catch(() => values.delete(load));
    return value;
  }

  /** Frees all that was loaded for a run. */
  forget(run: BuildRun): void {
    this.#kept.delete(keyOf(run));
  }

  #keptOf({ run, signal }: CachedRun): Kept {
    const key = keyOf(run);
    const kept = this.#kept.get(key) ?? { run, values: new Map(), forget: () => this.forget(run) };
    this.#kept.delete(key);
    for (const [other, { run: before }] of this.#kept) {
      // A graph has one run at a time: another one of it is over, wherever it ended.
      if (before.graph === run.graph || this.#kept.size >= mostRuns) this.#kept.delete(other);
    }
    this.#kept.set(key, kept);
    signal.addEventListener('abort', kept.forget, { once: true });
    return kept;
  }
}

function keyOf({ graph, number, run }: BuildRun): string {
  return `${graph}/${number}/${run}`;
}
