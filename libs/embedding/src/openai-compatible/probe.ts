/** A text that is embedded at each start. The same model gives it the same vector, but for the last digits. */
export const probeText =
  '承租人於租賃期間屆滿後，應返還租賃物。A lessee returns the leased object when the lease ends.';

const blocks = 12;
const stepsPerUnit = 100;

/**
 * A vector in sixteen characters: its numbers are summed up in twelve blocks, and each sum is kept in steps of a hundredth. Another model
 * moves the sums by about thirty steps, another precision of the same model by about six, another machine by less than one.
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

/** Whether two fingerprints are of one model: no sum differs by more than a step. False of what is no fingerprint. */
export function areOfOneModel(one: string, other: string): boolean {
  const [left, right] = [one, other].map((fingerprint) => Int8Array.from(Buffer.from(fingerprint, 'base64url')));
  if (left?.length !== blocks || right?.length !== blocks) return false;
  return left.every((step, block) => Math.abs(step - (right[block] ?? 0)) <= 1);
}
