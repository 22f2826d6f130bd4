/** The share of a pair that a query may fill, so that there is room for the passage. */
const mostOfQuery = 0.5;

/**
 * The tokens of a query and a passage as one pair: `<s> query </s></s> passage </s>`, the form in which XLM-RoBERTa was trained.
 * Both are given as the tokenizer encodes them, with their own first and last special token. Where the pair is too long, the end of either is
 * cut.
 */
export function pairSequence(
  query: readonly number[],
  passage: readonly number[],
  maxTokens: number,
): readonly number[] {
  const end = query.slice(-1);
  const asked = query.slice(0, -1).slice(0, Math.floor(maxTokens * mostOfQuery));
  const body = passage.slice(1, -1);
  const room = Math.max(0, maxTokens - asked.length - 3 * end.length);
  return [...asked, ...end, ...end, ...body.slice(0, room), ...end];
}

/** Which pairs run together, by their places in the list: pairs of like length, with at most `runTokens` tokens including padding. Each run has at least one. */
export function planPairs(lengths: readonly number[], runTokens: number): readonly (readonly number[])[] {
  const sorted = [...lengths.keys()].sort((one, other) => (lengths[other] ?? 0) - (lengths[one] ?? 0) || one - other);
  const runs: number[][] = [];
  for (const index of sorted) {
    const run = runs.at(-1);
    const longest = lengths[run?.[0] ?? index] ?? 0;
    if (run && (run.length + 1) * longest <= runTokens) run.push(index);
    else runs.push([index]);
  }
  return runs;
}
