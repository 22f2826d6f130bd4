/** What one run of a model may hold. */
export interface RunBudget {
  /** Tokens with padding. */
  readonly tokens: number;
  /** Pairs of tokens (length squared, times texts): what attention takes memory for. */
  readonly pairs: number;
  /** Texts; 1 where the vector of a text depends on the others in its run. */
  readonly texts: number;
}

/** The largest share of a run that may be padding: on a CPU every padded token costs as much as a real one. */
const mostPadding = 1 / 16;

/**
 * Which sequences run together, as indexes into `lengths`: sorted by length, longest first, few padded tokens, within the budget.
 * A sequence that is over the budget by itself runs alone.
 */
export function planRuns(lengths: readonly number[], budget: RunBudget): readonly (readonly number[])[] {
  const runs: number[][] = [];
  let run: number[] = [];
  let tokens = 0;
  for (const index of byLength(lengths)) {
    const longest = lengths[run[0] ?? index] ?? 0;
    const length = lengths[index] ?? 0;
    if (run.length > 0 && !fits({ longest, texts: run.length + 1, tokens: tokens + length }, budget)) {
      runs.push(run);
      run = [];
      tokens = 0;
    }
    run.push(index);
    tokens += length;
  }
  return run.length > 0 ? [...runs, run] : runs;
}

function byLength(lengths: readonly number[]): readonly number[] {
  return [...lengths.keys()].sort((one, other) => (lengths[other] ?? 0) - (lengths[one] ?? 0) || one - other);
}

function fits(run: { longest: number; texts: number; tokens: number }, budget: RunBudget): boolean {
  const padded = run.longest * run.texts;
  if (run.texts > budget.texts || padded > budget.tokens) return false;
  return padded * run.longest <= budget.pairs && padded - run.tokens <= padded * mostPadding;
}
