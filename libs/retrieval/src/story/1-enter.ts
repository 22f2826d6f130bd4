import type { ScorePart } from '../answer.js';
import type { ListName, ListWeights, RetrievalPolicy } from '../policy.js';
import { type EntryList, type ListChoice, readEntryLists } from './entry-lists.js';
import { byScore } from './rank.js';
import type { Scale } from './scales.js';
import type { Candidate, Entrance, Search } from './search.js';

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
