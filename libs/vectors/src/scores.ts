/** Scores are compared after rounding to this: what differs by less is a tie. */
export const scoreStep = 1e-6;

/** The score rounded to the nearest 1e-6, halves away from zero; never minus zero. */
export function roundScore(score: number): number {
  const steps = Math.round(Math.abs(score) * 1e6);
  return steps === 0 ? 0 : (Math.sign(score) * steps) / 1e6;
}

/**
 * Places of the k highest scores, highest first; equal scores in order of place. NaN is never among them.
 * Fewer than k where there are fewer scores. Costs one pass, and an insertion for each score that is among the best so far.
 */
export function topK(scores: Float32Array | Float64Array, k: number): Int32Array {
  const places = new Int32Array(Math.max(0, Math.min(k, scores.length)));
  let held = 0;
  for (let place = 0; place < scores.length && places.length > 0; place += 1) {
    const score = scores[place] ?? NaN;
    if (Number.isNaN(score)) continue;
    if (held < places.length) held += 1;
    else if (score <= scoreAt(scores, places, held - 1)) continue;
    insert(scores, places, { place, last: held - 1 });
  }
  return places.subarray(0, held);
}

function insert(scores: Float32Array | Float64Array, places: Int32Array, item: { place: number; last: number }): void {
  const score = scores[item.place] ?? NaN;
  let at = item.last;
  for (; at > 0 && scoreAt(scores, places, at - 1) < score; at -= 1) places[at] = places[at - 1] ?? 0;
  places[at] = item.place;
}

function scoreAt(scores: Float32Array | Float64Array, places: Int32Array, at: number): number {
  return scores[places[at] ?? 0] ?? NaN;
}
