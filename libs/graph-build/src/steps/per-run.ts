import type { BuildContext } from '../build-step.js';
import type { GraphBuildParts } from '../graph-build-parts.js';

/** Something all batches of a step of one run need, loaded once per process. */
export interface PerRun<Value, Context extends BuildContext = BuildContext> {
  of(context: Context): Promise<Value>;
  /** Frees it. */
  forget(context: BuildContext): void;
}

/** Keeps what `load` gives for the run that asked last, and for no other. */
export function perRun<Value, Context extends BuildContext = BuildContext>(
  load: (context: Context) => Promise<Value>,
): PerRun<Value, Context> {
  const kept = new WeakMap<GraphBuildParts, { readonly key: string; readonly value: Promise<Value> }>();
  return {
    of: (context) => {
      const key = `${context.run.graph}/${context.run.number}/${context.run.run}`;
      const last = kept.get(context.parts);
      if (last?.key === key) return last.value;
      const value = load(context);
      kept.set(context.parts, { key, value });
      // A load that failed is not kept: the batch is tried again.
      value.catch(() => kept.delete(context.parts));
      return value;
    },
    forget: (context) => {
      kept.delete(context.parts);
    },
  };
}
