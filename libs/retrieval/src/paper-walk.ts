import type { QuestionEdge } from '@lexhop/graph-model';
import type { PathStep } from './answer.js';
import { allows, byScore, type Candidate, type Entrance, type Ranked, type Search, type Traversal } from './search.js';

interface ScoredEdge {
  readonly id: string;
  readonly score: number;
  readonly edge: QuestionEdge;
}

/** Enters by the end vertices of the question edges most similar to the query (Algorithm 1, line 1). */
export async function enterByEdges(search: Search): Promise<Entrance> {
  const { reader, query, filter, policy } = search;
  const { vectors } = query;
  const hits = vectors.question ? await reader.searchQuestions(vectors.question, policy.listDepth, filter) : [];
  const ends = new Set(hits.map(({ id }) => id));
  const scored = (await scoredEdgesOf(search, [...ends])).filter(({ edge }) => ends.has(edge.target));
  const candidates = new Map<string, Candidate>();
  for (const { edge, score } of scored.toSorted(byScore).slice(0, policy.paper.entryEdges)) {
    if (candidates.has(edge.target)) continue;
    const question = { id: edge.incomingQuestion, text: edge.text };
    candidates.set(edge.target, {
      id: edge.target,
      score,
      parts: { questions: { raw: score, normalised: score, weight: 1, question } },
    });
  }
  return { candidates: [...candidates.values()], listSizes: { questions: hits.length } };
}

/**
 * Rounds of reasoning hops (Algorithm 1) with similarity in the language model's place: from each node queued at the
 * round's start along the one best out-edge; counts are how often a node was come to. `hop` of a node is its importance.
 */
export async function walkByQuestions(search: Search, { candidates }: Entrance): Promise<Traversal> {
  const counts = new Map(candidates.map(({ id }) => [id, 1]));
  const paths = new Map<string, readonly PathStep[]>(candidates.map(({ id }) => [id, []]));
  let queue = candidates.map(({ id }) => id);
  let edges = 0;
  for (let round = 0; round < search.policy.paper.rounds && queue.length > 0; round++) {
    const steps = await bestOutEdges(search, queue);
    edges += steps.length;
    queue = steps.map(({ edge }) => edge.target).filter((target) => !counts.has(target));
    queue = [...new Set(queue)];
    for (const step of steps) {
      counts.set(step.edge.target, (counts.get(step.edge.target) ?? 0) + 1);
      paths.set(step.edge.target, [...(paths.get(step.edge.target) ?? []), pathStepOf(step)]);
    }
  }
  const importance = importanceOf(search, counts);
  const reached = [...counts].map(
    ([id, count]) => [id, { hop: importance(count), path: paths.get(id) ?? [] }] as const,
  );
  return { reached: new Map(reached), seeds: candidates.length, edges };
}

/** The best by H(v) = (similarity to the query + importance) / 2 (Eq. 2). */
export async function pruneByHelpfulness(
  { reader, request, query: { vectors } }: Search,
  _: Entrance,
  { reached }: Traversal,
): Promise<readonly Ranked[]> {
  const ids = [...reached.keys()];
  const similarities = vectors.query ? await reader.cosines(vectors.query, 'nodes', ids) : [];
  const ranked = ids.map((id, i) => ({ id, score: ((similarities[i] ?? 0) + (reached.get(id)?.hop ?? 0)) / 2 }));
  return ranked.toSorted(byScore).slice(0, request.topK);
}

async function bestOutEdges(search: Search, queue: readonly string[]): Promise<readonly ScoredEdge[]> {
  const queued = new Set(queue);
  const scored = (await scoredEdgesOf(search, queue)).filter(({ edge }) => queued.has(edge.source));
  const targets = await search.reader.nodes([...new Set(scored.map(({ edge }) => edge.target))]);
  const allowed = new Set(targets.filter((node) => allows(search.filter, node)).map(({ id }) => id));
  const best = new Map<string, ScoredEdge>();
  for (const step of scored.toSorted(byScore)) {
    if (allowed.has(step.edge.target) && !best.has(step.edge.source)) best.set(step.edge.source, step);
  }
  return [...best.values()];
}

/** Question edges that touch these nodes, with the cosine of their question to the query. */
async function scoredEdgesOf(
  { reader, query: { vectors } }: Search,
  ids: readonly string[],
): Promise<readonly ScoredEdge[]> {
  if (!vectors.question || ids.length === 0) return [];
  const edges = (await reader.edgesOf(ids, ['question'])).filter((edge) => edge.kind === 'question');
  const questions = [...new Set(edges.map(({ incomingQuestion }) => incomingQuestion))];
  const cosines = await reader.cosines(vectors.question, 'incoming', questions);
  const scores = new Map(questions.map((question, i) => [question, cosines[i] ?? 0]));
  return edges.map((edge) => ({ id: edge.id, score: scores.get(edge.incomingQuestion) ?? 0, edge }));
}

function pathStepOf({ edge, score }: ScoredEdge): PathStep {
  return {
    from: edge.source,
    score,
    weight: 1,
    edge: { id: edge.id, kind: 'question', direction: 'out', text: edge.text },
  };
}

function importanceOf({ policy }: Search, counts: ReadonlyMap<string, number>): (count: number) => number {
  const all = [...counts.values()];
  const whole = policy.paper.importance === 'share' ? all.reduce((sum, count) => sum + count, 0) : Math.max(...all);
  return (count) => count / whole;
}
