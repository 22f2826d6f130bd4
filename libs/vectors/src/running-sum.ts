/** Replaces each number, in place, by the sum of itself and all before it. So counts become offsets. */
export function sumUp(counts: Int32Array | Uint32Array): void {
  for (let at = 1; at < counts.length; at += 1) counts[at] = (counts[at] ?? 0) + (counts[at - 1] ?? 0);
}
