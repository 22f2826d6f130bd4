/** Embedded at each start: the same model gives it the same vector, but for the last digits. */
export const probeText =
  '承租人於租賃期間屆滿後，應返還租賃物。A lessee returns the leased object when the lease ends.';

const blocks = 12;
const stepsPerUnit = 100;

/**
 * A vector in sixteen characters: the sums of twelve blocks of its numbers, in hundredths. Another model moves them by some thirty steps,
 * another precision of the same model by some six, another machine by less than one.
 * @param vector of unit length
 */
export function fingerprintOf(vector: Float32Array): string {
  const bytes = Int8Array.from({ length: blocks }, (_, block) => {
    const end = Math.floor(((block + 1) * vector.length) / blocks);
    const sum = vector
      .slice(Math.floor((block * vector.length) / blocks), end)
      .reduce((total, value) => total + value, 0);
    return Math.max(-127, Math.min(127, Math.round(sum * stepsPerUnit)));
  });
  return Buffer.from(bytes.buffer).toString('base64url');
}

/** Whether two fingerprints are of one model: no block differs by more than a step. */
export function areOfOneModel(one: string, other: string): boolean {
  const [left, right] = [one, other].map((fingerprint) => Int8Array.from(Buffer.from(fingerprint, 'base64url')));
  if (left?.length !== blocks || right?.length !== blocks) return false;
  return left.every((step, block) => Math.abs(step - (right[block] ?? 0)) <= 1);
}
