/** How a text that has more tokens than a run takes is cut; lengths in tokens with the two special ones. */
export type Cutting =
  /** Pieces of `length` tokens, each repeating the last `overlap` of the one before. */
  | { readonly kind: 'chunks'; readonly length: number; readonly overlap: number }
  /** What is beyond `length` is dropped, as the reference implementation does. */
  | { readonly kind: 'truncate'; readonly length: number };

/** What the model sees in one go: a text, or a piece of one. */
export interface Sequence {
  readonly ids: readonly number[];
  /** How many tokens after the first special one an earlier piece of the text has already. */
  readonly repeated: number;
  /** Whether the text ends with it. */
  readonly last: boolean;
}

/** The sequences of one text; `ids` begin and end with the model's special tokens, and so does every sequence. */
export function cutSequences(ids: readonly number[], cutting: Cutting): readonly Sequence[] {
  if (ids.length <= cutting.length) return [{ ids, repeated: 0, last: true }];
  const room = cutting.length - 2;
  const body = ids.slice(1, -1);
  if (cutting.kind === 'truncate') return [{ ids: enclose(ids, body.slice(0, room)), repeated: 0, last: true }];
  const overlap = Math.min(cutting.overlap, room - 1);
  const pieces = Math.ceil((body.length - overlap) / (room - overlap));
  return Array.from({ length: pieces }, (_, piece) => {
    const start = piece * (room - overlap);
    const part = enclose(ids, body.slice(start, start + room));
    return { ids: part, repeated: piece === 0 ? 0 : overlap, last: piece === pieces - 1 };
  });
}

function enclose(whole: readonly number[], body: readonly number[]): readonly number[] {
  return [...whole.slice(0, 1), ...body, ...whole.slice(-1)];
}

/** What one run of a model may hold. */
interface RunBudget {
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

/** Memory that attention takes for one pair of tokens: scores and their softmax in single precision for each head, and the mask. */
export function attentionBytesPerPair(attentionHeads: number): number {
  return 8 * attentionHeads + 8;
}
