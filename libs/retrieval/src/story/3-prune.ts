import { byScore } from './rank.js';
import type { Entrance, Ranked, Search, Traversal } from './search.js';

/** The best by S(v) = S0(v) + λ · h(v). */
export async function pruneByEntryAndHop(
  { request, policy }: Search,
  { candidates }: Entrance,
  { reached }: Traversal,
): Promise<readonly Ranked[]> {
  const entryScores = new Map(candidates.map(({ id, score }) => [id, score]));
  const ids = new Set([...entryScores.keys(), ...reached.keys()]);
  const ranked = [...ids].map((id) => ({
    id,
    score: (entryScores.get(id) ?? 0) + policy.hop.share * (reached.get(id)?.hop ?? 0),
  }));
  return ranked.toSorted(byScore).slice(0, request.topK);
}
