/** What one run of a model may hold. */
export interface RunBudget {
  /** Tokens with padding. */
  readonly tokens: number;
  /** Pairs of tokens (length squared, times texts): what attention takes memory for. */
  readonly pairs: number;
  /** Texts; 1 where the vector of a text depends on the others in its run. */
  readonly texts: number;
}

/**
 * What a run takes beside its tokens, in tokens: padding is worth so much where it saves one.
 * Measured on two cores at BGE-M3's shape: runs of 132, 264 and 506 tokens take what 17 to 22 tokens more of a long run would.
 */
export const tokensPerRun = 16;

/** The cheapest way to run the sequences up to a place of the sorted order. */
interface Plan {
  readonly cost: number;
  /** Where its last run begins. */
  readonly begin: number;
}

/**
 * Which sequences run together, as indexes into `lengths`: sorted by length, longest first, cut so that padded tokens and `tokensPerRun`
 * for each run are the fewest together, within the budget. A sequence that is over the budget by itself runs alone.
 */
export function planRuns(lengths: readonly number[], budget: RunBudget): readonly (readonly number[])[] {
  const sorted = byLength(lengths);
  const plans = plansOf(
    sorted.map((index) => lengths[index] ?? 0),
    budget,
  );
  const runs: (readonly number[])[] = [];
  for (let end = sorted.length; end > 0; end = plans[end]?.begin ?? 0) {
    runs.push(sorted.slice(plans[end]?.begin ?? 0, end));
  }
  return runs.reverse();
}

function byLength(lengths: readonly number[]): readonly number[] {
  return [...lengths.keys()].sort((one, other) => (lengths[other] ?? 0) - (lengths[one] ?? 0) || one - other);
}

/** For every end in the sorted lengths the cheapest plan up to it. */
function plansOf(lengths: readonly number[], budget: RunBudget): readonly Plan[] {
  const plans: Plan[] = [{ cost: 0, begin: 0 }];
  for (let end = 1; end <= lengths.length; end++) plans.push(cheapest(lengths, end, { plans, budget }));
  return plans;
}

function cheapest(
  lengths: readonly number[],
  end: number,
  { plans, budget }: { readonly plans: readonly Plan[]; readonly budget: RunBudget },
): Plan {
  const plan = (begin: number): Plan => {
    const padded = (lengths[begin] ?? 0) * (end - begin);
    return { cost: (plans[begin]?.cost ?? 0) + tokensPerRun + padded, begin };
  };
  let best = plan(end - 1);
  for (let begin = end - 2; begin >= 0 && fits(lengths[begin] ?? 0, end - begin, budget); begin--) {
    const longer = plan(begin);
    if (longer.cost < best.cost) best = longer;
  }
  return best;
}

function fits(longest: number, texts: number, budget: RunBudget): boolean {
  const padded = longest * texts;
  return texts <= budget.texts && padded <= budget.tokens && padded * longest <= budget.pairs;
}
