/** Makes each number the sum of itself and all before it, in place: counts become the offsets at which the next ones begin. */
export function sumUp(counts: Int32Array | Uint32Array): void {
  for (let at = 1; at < counts.length; at += 1) counts[at] = (counts[at] ?? 0) + (counts[at - 1] ?? 0);
}
