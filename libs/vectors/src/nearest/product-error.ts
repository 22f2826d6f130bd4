const unitRoundoff = 2 ** -24;

/**
 * How far a score that is compared (a float32 dot product, plus a Jaccard where there is one) may be from the exact one, whatever
 * the order of additions: γ·|q|·|c| with γ = d·u / (1 - d·u), u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, §3.1).
 *
 * @param lengths product of the greatest lengths of a query and of a candidate
 */
export function productError(dimensions: number, lengths: number): number {
  const gamma = (dimensions * unitRoundoff) / (1 - dimensions * unitRoundoff);
  const float64 = 1e-9 * (1 + lengths);
  return gamma * lengths + float64;
}
