import type { BuildContext } from '../build-step.js';
import type { GraphBuildParts } from '../graph-build-parts.js';

/** Something all batches of a step of one run need, loaded once per process. */
export interface PerRun<Value, Context extends BuildContext = BuildContext> {
  of(context: Context): Promise<Value>;
}

/** What was loaded for one run, by who loaded it. */
interface Kept {
  readonly graph: string;
  readonly values: Map<object, Promise<unknown>>;
  readonly forget: () => void;
}

/** The vectors of a large graph's questions are 1.8 GB: where more graphs than this build at once, they load again and again. */
const mostRuns = 3;

/** By process and run; the run that asked last is the last one. */
const keptBy = new WeakMap<GraphBuildParts, Map<string, Kept>>();

/**
 * Keeps what `load` gives for the three runs that asked last, one of each graph, until the run is forgotten or a batch of it is called
 * off here. A load that failed is not kept: the batch is tried again. Rejects with the signal's reason for a batch that was called off.
 */
export function perRun<Value, Context extends BuildContext = BuildContext>(
  load: (context: Context) => Promise<Value>,
): PerRun<Value, Context> {
  return {
    of: async (context) => {
      context.signal.throwIfAborted();
      const { values } = keptOf(context);
      const known = values.get(load) as Promise<Value> | undefined;
      if (known) return known;
      const value = load(context);
      values.set(load, value);
      value.catch(() => values.delete(load));
      return value;
    },
  };
}

/** Frees all that was loaded for a run. */
export function forgetRun({ parts, run }: Pick<BuildContext, 'parts' | 'run'>): void {
  keptBy.get(parts)?.delete(keyOf(run));
}

function keptOf({ parts, run, signal }: BuildContext): Kept {
  const runs = keptBy.get(parts) ?? new Map<string, Kept>();
  keptBy.set(parts, runs);
  const key = keyOf(run);
  const kept = runs.get(key) ?? { graph: run.graph, values: new Map(), forget: () => runs.delete(key) };
  runs.delete(key);
  for (const [other, { graph }] of runs) {
    // A graph has one run at a time: another one of it is over, wherever it ended.
    if (graph === run.graph || runs.size >= mostRuns) runs.delete(other);
  }
  runs.set(key, kept);
  signal.addEventListener('abort', kept.forget, { once: true });
  return kept;
}

function keyOf({ graph, number, run }: BuildContext['run']): string {
  return `${graph}/${number}/${run}`;
}
