import type { Edge } from '@lexhop/graph-model';
import type { GraphFixture } from './graph-fixture.js';

/*
 * The formulas of entry and hop, written once more, as slowly and plainly as they can be.
 * Nothing of the room's own code is used: neither its terms, nor its index, nor its sums.
 */

/** Scores by article id. */
export type Scores = ReadonlyMap<string, number>;

/** A graph and a query, as expected scores are computed of it. */
export interface Scene {
  readonly graph: GraphFixture;
  readonly query: string;
  readonly vector: Float32Array;
  readonly statutes: readonly string[] | undefined;
  /** What was understood of the query, each phrase with its vector; none, no reading. */
  readonly phrases: readonly { readonly text: string; readonly vector: Float32Array }[];
  /** Ids of articles that the query names. */
  readonly named: readonly string[];
}

/** S(v) of every live article of the wanted statutes that has one above 0. */
export function naiveHopScores(scene: Scene): Scores {
  const { graph, statutes } = scene;
  const allowed = graph.nodes.filter(({ statuteId }) => !statutes || statutes.includes(statuteId));
  const passing = new Set(allowed.filter(({ repealed }) => !repealed).map(({ id }) => id));
  const plain = entryScores(scene, passing);
  const hasQuestions = plain.hasQuestions;
  const s0 = new Map<string, number>();
  const add = (scores: Scores, share: number) => {
    for (const [id, score] of scores) s0.set(id, (s0.get(id) ?? 0) + share * score);
  };
  const said = scene.phrases.map(({ text }) => text).join('');
  const w = 0.5 * Math.min(1, said.length / scene.query.length);
  add(plain.scores, 1 - w);
  if (scene.phrases.length > 0) {
    const reading = scene.phrases.map(({ text }) => text).join('。');
    add(entryScores({ ...scene, query: reading, vector: middle(scene.phrases) }, passing).scores, w);
  }
  // Repealed ones, too.
  const named = allowed.map(({ id }) => id).filter((id) => scene.named.includes(id));
  const cites = ({ kind }: Edge) => ['citation', 'penalises', 'applies', 'excepts'].includes(kind);
  const citing = graph.edges.filter((edge) => cites(edge) && named.includes(edge.source));
  const cited = [...new Set(citing.map(({ target }) => target))].filter((id) => passing.has(id) && !named.includes(id));
  for (const id of named) s0.set(id, (s0.get(id) ?? 0) + 3);
  for (const id of cited) s0.set(id, (s0.get(id) ?? 0) + Math.min(1, 10 / cited.length));
  const seeds = new Map(best(s0, 10).map(([id, score]) => [id, Math.min(1, score)]));
  const share = hasQuestions ? 5 / 8 : 3 / 4;
  const scores = [...new Set([...passing, ...named])].map(
    (v) => [v, (s0.get(v) ?? 0) + share * h(v, { graph, seeds, hasQuestions })] as const,
  );
  return new Map(scores.filter(([, score]) => score > 0));
}

function entryScores(scene: Scene, passing: ReadonlySet<string>) {
  const only = (scores: Scores) => new Map([...scores].filter(([id]) => passing.has(id)));
  const l1 = only(bm25(documentsOf(scene.graph), scene.query));
  const l2 = only(articleCosines(scene));
  const l3 = only(questionCosines(scene));
  const hasQuestions = l3.size > 0;
  const scores = hasQuestions
    ? sumOf([0.5, n(l1, true)], [0.2, n(l2, false)], [0.3, n(l3, false)])
    : sumOf([0.3, n(l1, true)], [0.7, n(l2, false)]);
  return { scores, hasQuestions };
}

function middle(phrases: Scene['phrases']): Float32Array {
  const x = phrases.reduce((sum, { vector }) => sum + (vector[0] ?? 0), 0);
  const y = phrases.reduce((sum, { vector }) => sum + (vector[1] ?? 0), 0);
  const length = Math.sqrt(x * x + y * y);
  return Float32Array.of(x / length, y / length);
}

/** The best by score, ties within 1e-6 by id. */
export function best(scores: Scores, count: number): [string, number][] {
  const steps = (score: number) => Math.round(score * 1e6);
  return [...scores].toSorted(([a, s], [b, t]) => steps(t) - steps(s) || (a < b ? -1 : 1)).slice(0, count);
}

/** n(s), of scores that are equal within 1e-6 1; a list of words that is not full ends at 0, what an article without any of them scores. */
function n(scores: Scores, isWords: boolean): Scores {
  const top = best(scores, 100);
  const high = top[0]?.[1] ?? 0;
  const low = isWords && top.length < 100 ? 0 : (top.at(-1)?.[1] ?? 0);
  return new Map(top.map(([id, s]) => [id, high - low < 1e-6 ? 1 : (s - low) / (high - low)]));
}

/** Σ weight · list, an empty list's weight going to the others. */
function sumOf(...parts: readonly (readonly [number, Scores])[]): Scores {
  const filled = parts.filter(([, list]) => list.size > 0);
  const whole = filled.reduce((total, [weight]) => total + weight, 0);
  const sums = new Map<string, number>();
  for (const [weight, list] of filled) {
    for (const [id, score] of list) sums.set(id, (sums.get(id) ?? 0) + (weight / whole) * score);
  }
  return sums;
}

interface Hop {
  readonly graph: GraphFixture;
  readonly seeds: Scores;
  readonly hasQuestions: boolean;
}

/** By whether the seed is the edge's source (out) or its target (in). */
const stated = {
  citation: { out: 1 / 4, in: 1 / 4 },
  delegates: { out: 1 / 4, in: 1 / 4 },
  penalises: { out: 3 / 4, in: 3 / 4 },
  defines: { out: 1 / 4, in: 1 / 4 },
  applies: { out: 1 / 4, in: 1 / 4 },
  excepts: { out: 1 / 4, in: 1 / 4 },
};

function h(v: string, { graph, seeds, hasQuestions }: Hop): number {
  const w = (edge: Edge, way: 'out' | 'in') => {
    if (edge.kind === 'question') return hasQuestions ? 3 / 8 : 0;
    if (edge.kind === 'hierarchy') return 0;
    return stated[edge.kind][way] * (edge.kind === 'defines' ? edge.weight : 1);
  };
  let product = 1;
  for (const edge of withoutParallels(graph.edges)) {
    if (edge.source === edge.target) continue;
    if (edge.source === v) product *= 1 - w(edge, 'in') * (seeds.get(edge.target) ?? 0);
    if (edge.target === v) product *= 1 - w(edge, 'out') * (seeds.get(edge.source) ?? 0);
  }
  return 1 - product;
}

/** However many questions lead from one article to another or back, they are one edge. */
function withoutParallels(edges: readonly Edge[]): readonly Edge[] {
  const pairOf = ({ source, target }: Edge) => (source < target ? `${source} ${target}` : `${target} ${source}`);
  return edges.filter(
    (edge, place) =>
      edge.kind !== 'question' ||
      !edges.slice(0, place).some((other) => other.kind === 'question' && pairOf(other) === pairOf(edge)),
  );
}

function documentsOf({ nodes, questions }: GraphFixture): ReadonlyMap<string, readonly string[]> {
  const documents = nodes.map(({ id, statuteTitle, headingPath, text }) => {
    const asked = questions.filter(({ nodeId }) => nodeId === id).map((question) => question.text);
    return [id, termsOf([statuteTitle, ...headingPath, text, ...asked].join('。'))] as const;
  });
  return new Map(documents);
}

function articleCosines({ graph, vector }: Scene): Scores {
  return new Map(graph.nodes.flatMap(({ id }) => cosines(graph, [id], vector).map((cosine) => [id, cosine] as const)));
}

function questionCosines({ graph, vector }: Scene): Scores {
  const found = graph.nodes.map(({ id }) => {
    const asked = graph.questions.filter(({ nodeId }) => nodeId === id).map((question) => question.id);
    return [id, Math.max(...cosines(graph, asked, vector))] as const;
  });
  return new Map(found.filter(([, cosine]) => cosine !== -Infinity));
}

function cosines({ vectors }: GraphFixture, ids: readonly string[], [x = 0, y = 0]: Float32Array): number[] {
  return ids.flatMap((id) => vectors.get(id) ?? []).map(([a = 0, b = 0]) => a * x + b * y);
}

function bm25(documents: ReadonlyMap<string, readonly string[]>, query: string): Scores {
  const lists = [...documents.values()];
  const average = lists.reduce((sum, list) => sum + list.length, 0) / lists.length;
  const scores = [...documents].map(([id, list]) => {
    const parts = [...new Set(termsOf(query))].map((term) => {
      const df = lists.filter((other) => other.includes(term)).length;
      const tf = list.filter((other) => other === term).length;
      const idf = Math.log(1 + (lists.length - df + 0.5) / (df + 0.5));
      return (idf * tf * (1.2 + 1)) / (tf + 1.2 * (1 - 0.5 + (0.5 * list.length) / average));
    });
    return [id, parts.reduce((sum, part) => sum + part, 0)] as const;
  });
  return new Map(scores.filter(([, score]) => score > 0));
}

function termsOf(text: string): readonly string[] {
  const han = text.split(/[^一-龥]+/).flatMap((run) => run.split('').flatMap((c, i) => [c, run.slice(i, i + 2)]));
  const words = text.split(/[^a-z]+/i).map((word) => word.toLowerCase());
  // The last character of a run makes no bigram, and splitting leaves empty ends.
  return [...words, ...han.filter((term, i) => i % 2 === 0 || term.length === 2)].filter(Boolean);
}
