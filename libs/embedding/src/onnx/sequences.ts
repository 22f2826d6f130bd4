import { piecesOf } from '../pieces.js';

/** How texts of more tokens than `length` are cut. Lengths are in tokens and count the two special ones. */
export interface TokenCutting {
  readonly length: number;
  /** How many tokens of a piece the next one repeats. Where absent, there is one piece, and the rest is dropped, as the reference implementation does. */
  readonly overlap?: number;
}

/** What the model sees in one go: a text, or a piece of one. */
export interface Sequence {
  readonly ids: readonly number[];
  /** How many tokens after the first special one repeat the end of the piece before. */
  readonly repeated: number;
  /** Whether the text ends with it. */
  readonly last: boolean;
}

/** The sequences of one text. `ids` begin and end with the model's special tokens, and so does every sequence. */
export function cutSequences(ids: readonly number[], { length, overlap }: TokenCutting): readonly Sequence[] {
  if (ids.length <= length) return [{ ids, repeated: 0, last: true }];
  const room = length - 2;
  const body = ids.slice(1, -1);
  const cutting = { length: room, overlap: Math.min(overlap ?? 0, room - 1) };
  const pieces = overlap === undefined ? [{ start: 0, end: room }] : piecesOf(body.length, cutting);
  return pieces.map(({ start, end }, piece) => ({
    ids: [...ids.slice(0, 1), ...body.slice(start, end), ...ids.slice(-1)],
    repeated: piece === 0 ? 0 : cutting.overlap,
    last: piece === pieces.length - 1,
  }));
}

/** The most that one run of a model may hold. */
interface RunBudget {
  /** Tokens, padding included. */
  readonly tokens: number;
  /** Pairs of tokens, for which attention takes memory: texts × tokens². */
  readonly pairs: number;
  /** Texts; 1 where the vector of a text depends on the others in its run. */
  readonly texts: number;
}

/**
 * A run takes as much time as so many tokens more would, so that this much padding is worth it where it saves a run.
 * Measured on two cores at BGE-M3's shape: 17 to 22 tokens for runs of 132, 264 and 506 tokens.
 */
export const tokensPerRun = 16;

/** The cheapest way to run the first sequences of the sorted order. */
interface Plan {
  readonly cost: number;
  /** Where its last run begins. */
  readonly begin: number;
}

/**
 * Which sequences run together, as indexes into `lengths`. They are sorted by length, the longest first, and cut into runs within the budget so
 * that padded tokens, and `tokensPerRun` for each run, have the smallest sum. A sequence that is over the budget by itself runs alone.
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

/** The cheapest plan for the first n sequences at place n, for every n. */
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

/** Memory in bytes that attention takes for one pair of tokens: for each head the score and its softmax in single precision, and the mask. */
export function attentionBytesPerPair(attentionHeads: number): number {
  return 8 * attentionHeads + 8;
}
