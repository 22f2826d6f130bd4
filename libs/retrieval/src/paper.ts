import type { QuestionEdge } from '@lexhop/graph-model';
import { keywordsOf } from '@lexhop/pseudo-queries';
import type { PathStep } from './answer.js';
import {
  allowedAmong,
  byScore,
  type Candidate,
  type Entrance,
  type Ranked,
  type Search,
  type Traversal,
} from './search.js';

/*
 * Mode `hop-paper`: Algorithm 1 of HopRAG (arXiv 2502.12442) as the paper states it, for comparison with `hop`.
 */

interface ScoredEdge {
  readonly id: string;
  readonly score: number;
  readonly edge: QuestionEdge;
}

/**
 * Enters by the target nodes of the question edges that are most similar to the query (line 1). It takes edges until it has as many different
 * nodes as the answer will have, and at least as many as the policy says.
 */
export async function enterByEdges(search: Search): Promise<Entrance> {
  const { reader, query, filter, policy, request } = search;
  const { vectors, text } = query;
  const [byVector, byWords] = await Promise.all([
    vectors.question ? reader.searchQuestions(vectors.question, policy.listDepth, filter) : [],
    reader.searchText(text, policy.listDepth, { ...filter, incomingQuestions: true }),
  ]);
  const ends = new Set([...byVector, ...byWords].map(({ id }) => id));
  const scored = (await scoredEdgesOf(search, [...ends])).filter(({ edge }) => ends.has(edge.target));
  const parts = { named: { raw: 1, normalised: 1, weight: 1 } };
  const candidates = new Map<string, Candidate>(search.named.map((id) => [id, { id, score: 1, parts }]));
  const wanted = Math.max(policy.paper.entryNodes, request.topK) + candidates.size;
  for (const { edge, score } of scored.toSorted(byScore)) {
    if (candidates.size >= wanted) break;
    if (candidates.has(edge.target)) continue;
    const question = { id: edge.incomingQuestion, text: edge.text };
    const questions = { raw: score, normalised: score, weight: 1, question };
    candidates.set(edge.target, { id: edge.target, score, parts: { questions } });
  }
  return { candidates: [...candidates.values()], listSizes: { questions: byVector.length } };
}

/**
 * Traverses in rounds. In each round it follows one out-edge from each node that was queued at the round's start. The reasoner chooses the edge;
 * similarity does where there is no reasoner, its calls are used up, or it fails. A node's `hop` is its importance (Eq. 3): its share of all visits.
 */
export async function walkByQuestions(search: Search, { candidates }: Entrance): Promise<Traversal> {
  const counts = new Map(candidates.map(({ id }) => [id, 1]));
  const paths = new Map<string, readonly PathStep[]>(candidates.map(({ id }) => [id, []]));
  const reasoning: Reasoning = { calls: 0, failed: 0 };
  let queue = candidates.map(({ id }) => id);
  let edges = 0;
  for (let round = 0; round < search.policy.paper.rounds && queue.length > 0; round++) {
    const steps = await chosenOutEdges(search, queue, reasoning);
    edges += steps.length;
    queue = [...new Set(steps.map(({ edge }) => edge.target).filter((target) => !counts.has(target)))];
    for (const step of steps) {
      counts.set(step.edge.target, (counts.get(step.edge.target) ?? 0) + 1);
      paths.set(step.edge.target, [...(paths.get(step.edge.target) ?? []), pathStepOf(step)]);
    }
  }
  const visits = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const reached = [...counts].map(([id, count]) => [id, { hop: count / visits, path: paths.get(id) ?? [] }] as const);
  return { reached: new Map(reached), seeds: candidates.length, edges, reasoning };
}

/** The best nodes by H(v) = (similarity to the query + importance) / 2 (Eq. 2); articles that the query names come first. */
export async function pruneByHelpfulness(
  search: Search,
  _: Entrance,
  { reached }: Traversal,
): Promise<readonly Ranked[]> {
  const { reader, request, policy, named } = search;
  const { vectors } = search.query;
  const ids = [...reached.keys()];
  const similarities = vectors.query ? await reader.cosines(vectors.query, 'nodes', ids) : [];
  const above = new Set(named);
  const ranked = ids.map((id, i) => {
    const helpfulness = ((similarities[i] ?? 0) + (reached.get(id)?.hop ?? 0)) / 2;
    return { id, score: helpfulness + (above.has(id) ? policy.named.score : 0) };
  });
  return ranked.toSorted(byScore).slice(0, request.topK);
}

/** How the reasoner was used in one traversal. */
interface Reasoning {
  calls: number;
  failed: number;
}

/** One out-edge of each queued node that has any; none where the reasoner says that none helps. */
async function chosenOutEdges(
  search: Search,
  queue: readonly string[],
  reasoning: Reasoning,
): Promise<readonly ScoredEdge[]> {
  const chosen = await Promise.all(
    (await outEdgesOf(search, queue)).map(async (edges) => {
      const { reasoner, policy, query } = search;
      if (!reasoner || reasoning.calls >= policy.paper.mostCalls) return edges[0];
      reasoning.calls += 1;
      try {
        const place = await reasoner.choose(
          query.text,
          edges.map(({ edge }) => edge.text),
        );
        return place === undefined ? undefined : edges[place];
      } catch {
        // Counted, and said in a note: the walk goes on by similarity.
        reasoning.failed += 1;
        return edges[0];
      }
    }),
  );
  return chosen.filter((edge) => edge !== undefined);
}

/** The out-edges of each queued node, most similar first, without those to nodes that the filter excludes. */
async function outEdgesOf(search: Search, queue: readonly string[]): Promise<readonly (readonly ScoredEdge[])[]> {
  const queued = new Map(queue.map((id) => [id, [] as ScoredEdge[]]));
  const scored = (await scoredEdgesOf(search, queue)).filter(({ edge }) => queued.has(edge.source));
  const targets = scored.map(({ edge }) => edge.target);
  const allowed = await allowedAmong(search, targets);
  for (const step of scored.toSorted(byScore)) {
    if (allowed.has(step.edge.target)) queued.get(step.edge.source)?.push(step);
  }
  return [...queued.values()].filter((edges) => edges.length > 0);
}

/** Question edges that touch these nodes, with SIM of their question to the query: half its cosine, half the Jaccard of keywords (Eq. 1). */
async function scoredEdgesOf({ reader, query }: Search, ids: readonly string[]): Promise<readonly ScoredEdge[]> {
  if (!query.vectors.question || ids.length === 0) return [];
  const edges = (await reader.edgesOf(ids, ['question'])).filter((edge) => edge.kind === 'question');
  const questions = [...new Set(edges.map(({ incomingQuestion }) => incomingQuestion))];
  const cosines = await reader.cosines(query.vectors.question, 'incoming', questions);
  const cosineOf = new Map(questions.map((question, i) => [question, cosines[i] ?? 0]));
  const keywords = new Set(keywordsOf(query.text));
  return edges.map((edge) => {
    const score = ((cosineOf.get(edge.incomingQuestion) ?? 0) + jaccard(keywords, edge.keywords)) / 2;
    return { id: edge.id, score, edge };
  });
}

function jaccard(one: ReadonlySet<string>, other: readonly string[]): number {
  const shared = other.filter((keyword) => one.has(keyword)).length;
  const all = one.size + other.length - shared;
  return all === 0 ? 0 : shared / all;
}

function pathStepOf({ edge, score }: ScoredEdge): PathStep {
  return {
    from: edge.source,
    score,
    weight: 1,
    edge: { id: edge.id, kind: 'question', direction: 'out', text: edge.text },
  };
}
