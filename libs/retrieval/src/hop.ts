import { type Edge, statedKinds } from '@lexhop/graph-model';
import type { PathStep } from './answer.js';
import { hopKinds, type HopPolicy } from './policy.js';
import {
  allowedAmong,
  byScore,
  type Candidate,
  type Entrance,
  type Ranked,
  type Reached,
  type Search,
  type Traversal,
} from './search.js';

/** The traversal of the baselines: takes no hop. */
export async function stay(): Promise<Traversal> {
  return { reached: new Map(), seeds: 0, edges: 0 };
}

/**
 * Takes one hop from the best entries (the seeds), along edges in either direction. A node v gets the hop score
 * h(v) = 1 − Π over edges between v and seeds u of (1 − w · min(1, S0(u))), from 0 to 1.
 * The weight w is that of the edge's kind; for `defines` edges it is multiplied by the edge's own weight. Of several question edges between two
 * articles only the best counts. Where the graph has no incoming questions, only stated edges are followed. Only nodes that the filter allows
 * are reached.
 */
export async function hopFromSeeds(search: Search, entrance: Entrance): Promise<Traversal> {
  const { reader, policy } = search;
  const seeds = new Map(seedsOf(search, entrance).map(({ id, score }) => [id, Math.min(1, score)]));
  const kinds = entrance.listSizes.questions === 0 ? statedKinds : hopKinds;
  const edges = seeds.size === 0 ? [] : await reader.edgesOf([...seeds.keys()], kinds);
  const paths = new Map<string, PathStep[]>();
  for (const edge of withoutParallels(edges)) addSteps(paths, edge, { seeds, hop: policy.hop });
  const kept = await within(search, entrance, [...paths]);
  return {
    reached: new Map(kept.map(([id, path]) => [id, { hop: hopScoreOf(path), path }] as const)),
    seeds: seeds.size,
    edges: edges.length,
  };
}

/** Keeps of the question edges between two articles, in either direction, the one with the best match score; keeps all other edges. */
function withoutParallels(edges: readonly Edge[]): readonly Edge[] {
  const best = new Map<string, Edge>();
  for (const edge of edges) {
    const pair = edge.kind === 'question' ? [edge.source, edge.target].toSorted().join(' ') : edge.id;
    const held = best.get(pair);
    if (!held || (held.kind === 'question' && edge.kind === 'question' && edge.score > held.score))
      best.set(pair, edge);
  }
  return [...best.values()];
}

/**
 * The best entries with a score above 0. The mock embedding's vectors say nothing of meaning. So where such a build has no word of the query,
 * only articles that the query names are seeds.
 */
function seedsOf(search: Search, { candidates, listSizes }: Entrance): readonly Candidate[] {
  const { reader, policy, named } = search;
  const isNoise = listSizes.text === 0 && reader.build.space?.semantic === false;
  const evident = isNoise ? candidates.filter(({ id }) => named.includes(id)) : candidates;
  return evident.slice(0, policy.hop.seeds).filter(({ score }) => score > 0);
}

function addSteps(
  paths: Map<string, PathStep[]>,
  edge: Edge,
  { seeds, hop }: { readonly seeds: ReadonlyMap<string, number>; readonly hop: HopPolicy },
): void {
  if (edge.kind === 'hierarchy' || edge.source === edge.target) return;
  const { id, kind, text, source, target } = edge;
  for (const [from, to, direction] of [[source, target, 'out'] as const, [target, source, 'in'] as const]) {
    const score = seeds.get(from);
    if (score === undefined) continue;
    const weight = hop.edgeWeights[kind] * (edge.kind === 'defines' ? edge.weight : 1);
    if (weight === 0) continue;
    const step = { from, score, weight, edge: { id, kind, direction, text } };
    paths.set(to, [...(paths.get(to) ?? []), step]);
  }
}

function hopScoreOf(path: readonly PathStep[]): Reached['hop'] {
  return 1 - path.reduce((product, { score, weight }) => product * (1 - weight * score), 1);
}

/** Keeps what the filter allows. Entries have passed it already, so only nodes that a hop alone found are looked up. */
async function within<Value>(
  search: Search,
  { candidates }: Entrance,
  found: readonly (readonly [string, Value])[],
): Promise<readonly (readonly [string, Value])[]> {
  const entered = new Set(candidates.map(({ id }) => id));
  const others = found.map(([id]) => id).filter((id) => !entered.has(id));
  const allowed = await allowedAmong(search, others);
  return found.filter(([id]) => entered.has(id) || allowed.has(id));
}

/** The best nodes by S(v) = S0(v) + λ · h(v), in that order, at most `topK` of them. */
export async function pruneByEntryAndHop(
  { request, policy }: Search,
  { candidates, listSizes }: Entrance,
  { reached }: Traversal,
): Promise<readonly Ranked[]> {
  const share = listSizes.questions === 0 ? policy.hop.shareWithoutQuestions : policy.hop.share;
  const entryScores = new Map(candidates.map(({ id, score }) => [id, score]));
  const ids = new Set([...entryScores.keys(), ...reached.keys()]);
  const ranked = [...ids].map((id) => ({
    id,
    score: (entryScores.get(id) ?? 0) + share * (reached.get(id)?.hop ?? 0),
  }));
  return ranked.toSorted(byScore).slice(0, request.topK);
}
