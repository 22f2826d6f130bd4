import type { NodeHit, QuestionHit } from '@lexhop/graph-store';
import type { ScorePart } from './answer.js';
import type { ListName, ListWeights, RetrievalPolicy } from './policy.js';
import { byScore, type Candidate, type Entrance, type Search } from './search.js';

/** One ranked list to enter by. */
export interface EntryList {
  readonly name: ListName;
  readonly hits: readonly (NodeHit | QuestionHit)[];
}

/** Which lists a strategy enters by; `questionsInText` also searches the words of incoming questions. */
export interface ListChoice {
  readonly names: readonly ListName[];
  readonly questionsInText: boolean;
}

/** The chosen lists, each as deep as the policy says; one whose query vector is missing is empty. */
export function readEntryLists(search: Search, choice: ListChoice): Promise<readonly EntryList[]> {
  const { reader, request, filter, vectors, policy } = search;
  const depth = policy.listDepth;
  const readers: Readonly<Record<ListName, () => Promise<EntryList['hits']>>> = {
    text: () => reader.searchText(request.query, depth, { ...filter, incomingQuestions: choice.questionsInText }),
    dense: async () => (vectors.query ? reader.searchNodes(vectors.query, depth, filter) : []),
    questions: async () => (vectors.question ? reader.searchQuestions(vectors.question, depth, filter) : []),
  };
  return Promise.all(choice.names.map(async (name) => ({ name, hits: await readers[name]() })));
}

/** Makes the scores of one list comparable with another's: given the whole list, best first, the new score of each hit. */
export type Scale = (scores: readonly number[]) => (score: number, rank: number) => number;

/** As they are. */
export const asTheyAre: Scale = () => (score) => score;

/**
 * From 1 for the best to 0 for `floor`, which is the last one where nothing else is said: n(s) of hoprag.md §6.
 * A list whose scores are all equal says the same of each: 1.
 */
export function betweenEnds(floor?: number): Scale {
  return (scores) => {
    const best = scores[0] ?? 0;
    const worst = floor ?? scores.at(-1) ?? 0;
    return (score) => (best === worst ? 1 : (score - worst) / (best - worst));
  };
}

/** 1 / (constant + rank), ranks from 1. */
export function reciprocalRank(constant: number): Scale {
  return () => (_, rank) => 1 / (constant + rank);
}

/** How lists become one: which, how much each weighs, and what makes their scores comparable. */
export interface Fusion {
  readonly lists: ListChoice;
  weights(policy: RetrievalPolicy, hasQuestions: boolean): ListWeights;
  scale(policy: RetrievalPolicy, list: EntryList): Scale;
}

/** Enters by every node of the fusion's lists: S0 = Σ weight · scaled score. */
export function enterBy(fusion: Fusion): (search: Search) => Promise<Entrance> {
  return async (search) => {
    const lists = await readEntryLists(search, fusion.lists);
    const filled = lists.filter(({ hits }) => hits.length > 0);
    const hasQuestions = filled.some(({ name }) => name === 'questions');
    const weights = shareOut(fusion.weights(search.policy, hasQuestions), filled);
    const parts = new Map<string, Partial<Record<ListName, ScorePart>>>();
    for (const list of filled) {
      addParts(parts, list, { weight: weights[list.name] ?? 0, scale: fusion.scale(search.policy, list) });
    }
    return {
      candidates: [...parts].map(candidateOf).toSorted(byScore),
      listSizes: Object.fromEntries(lists.map(({ name, hits }) => [name, hits.length])),
    };
  };
}

/** The weight of a list that is empty goes to the others, in proportion to theirs; the sum stays. */
function shareOut(weights: ListWeights, filled: readonly EntryList[]): ListWeights {
  const sum = (values: readonly number[]) => values.reduce((total, weight) => total + weight, 0);
  const left = filled.map(({ name }) => [name, weights[name] ?? 0] as const);
  const share = sum(Object.values(weights)) / sum(left.map(([, weight]) => weight));
  return Object.fromEntries(left.map(([name, weight]) => [name, weight * share]));
}

function addParts(
  parts: Map<string, Partial<Record<ListName, ScorePart>>>,
  { name, hits }: EntryList,
  { weight, scale }: { readonly weight: number; readonly scale: Scale },
): void {
  const scaled = scale(hits.map(({ score }) => score));
  for (const [place, hit] of hits.entries()) {
    const question = 'question' in hit ? { question: { id: hit.question, text: hit.text } } : {};
    const part = { raw: hit.score, normalised: scaled(hit.score, place + 1), weight, ...question };
    parts.set(hit.id, { ...parts.get(hit.id), [name]: part });
  }
}

function candidateOf([id, parts]: readonly [string, Candidate['parts']]): Candidate {
  const score = Object.values(parts).reduce((sum, part) => sum + part.weight * part.normalised, 0);
  return { id, score, parts };
}
