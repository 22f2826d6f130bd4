const unitRoundoff = 2 ** -24;

/**
 * How far a float32 score (dot product, plus a Jaccard from 0 to 1 where there is one) may be from the exact one,
 * whatever the order of additions: γ·|q|·|c| with γ = d·u / (1 - d·u), u = 2⁻²⁴ (Higham, Accuracy and Stability of
 * Numerical Algorithms, §3.1), and two more roundings for the Jaccard.
 *
 * @param lengths product of the greatest lengths of a query and of a candidate
 */
export function productError(dimensions: number, lengths: number): number {
  const gamma = (dimensions * unitRoundoff) / (1 - dimensions * unitRoundoff);
  const jaccard = 2 * unitRoundoff * (2 + lengths);
  const slackForFloat64 = 1e-9 * (1 + lengths);
  return gamma * lengths + jaccard + slackForFloat64;
}
