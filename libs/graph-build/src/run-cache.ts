import { oncePerKey } from '@lexhop/foundation';
import type { BuildRun } from '@lexhop/graph-model';

/** What was loaded for one run, by the function that loaded it. */
interface Kept {
  readonly run: BuildRun;
  readonly values: Map<object, Promise<unknown>>;
  readonly forget: () => void;
}

/** The most runs that are kept, because the question vectors of a large graph take 1.8 GB. Where more graphs are built at a time, each loads its data again and again. */
const mostRuns = 3;

/** What a `load` function gets at least. */
export interface CachedRun {
  readonly run: BuildRun;
  readonly signal: AbortSignal;
  readonly cache: RunCache;
}

/**
 * Caches in this process what the batches of a step share. It keeps the three runs that asked last, at most one for each graph. A run is kept until
 * it is forgotten or one of its batches is cancelled here. Each process that works on builds has one cache.
 */
export class RunCache {
  /** The run that asked last is the last one. */
  readonly #kept = new Map<string, Kept>();

  /** The runs that something is kept of. */
  get runs(): readonly BuildRun[] {
    return [...this.#kept.values()].map(({ run }) => run);
  }

  /** What `load` gives for a run, loaded at the first call. A load that fails is not cached, so a retry loads again. Rejects with the signal's reason for a batch that was cancelled. */
  async of<Value, Context extends CachedRun>(
    load: (context: Context) => Promise<Value>,
    context: Context,
  ): Promise<Value> {
    context.signal.throwIfAborted();
    const { values } = this.#keptOf(context);
    return oncePerKey(values as Map<object, Promise<Value>>, load, () => load(context));
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
