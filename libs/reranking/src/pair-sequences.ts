/** A query may fill this share of a pair: a passage must have room beside it. */
const mostOfQuery = 0.5;

/**
 * What the model sees of a query and a passage: `<s> query </s></s> passage </s>`, as XLM-RoBERTa was taught pairs.
 * Both are given as the tokenizer encodes them, with their own first and last special token; what is over the length is cut
 * at the end of either.
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

/** Places in the lists of pairs that run together: of like length, and no more tokens than allowed with padding; at least one each. */
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
