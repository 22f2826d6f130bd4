import type { NodeHit } from '../../graph-reader.js';
import { roundScore } from '@lexhop/vectors';
import { byCodeUnits } from '../../code-unit-order.js';

/** The best hits, best first; scores that round to the same 1e-6 are ties, in order of id. */
export function bestHits<Hit extends NodeHit>(hits: Iterable<Hit>, limit: number): readonly Hit[] {
  const ranked = Array.from(hits, (hit) => ({ hit, rounded: roundScore(hit.score) }));
  ranked.sort((one, other) => other.rounded - one.rounded || byCodeUnits(one.hit.id, other.hit.id));
  return ranked.slice(0, limit).map(({ hit }) => hit);
}

/** The cosine that a vector index's score stands for. */
export function cosineOf(score: number): number {
  return 2 * score - 1;
}
