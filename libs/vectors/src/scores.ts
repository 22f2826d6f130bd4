/** Scores are rounded to this before they are compared; those that round to the same are ties. */
export const scoreStep = 1e-6;

/** The score rounded to the nearest 1e-6, halves away from zero; never minus zero. */
export function roundScore(score: number): number {
  const steps = Math.round(Math.abs(score) * 1e6);
  return steps === 0 ? 0 : (Math.sign(score) * steps) / 1e6;
}
