import { citingKinds, type NodeHit, type QuestionHit } from '@lexhop/graph-model';
import { scoreStep } from '@lexhop/vectors';
import type { ScorePart } from './answer.js';
import type { ListName, ListWeights, PartName, RetrievalPolicy } from './policy.js';
import { allowedAmong, byScore, type Candidate, type Entrance, type Probe, type Search } from './search.js';

/** One ranked list to enter by. */
interface EntryList {
  readonly name: ListName;
  readonly hits: readonly (NodeHit | QuestionHit)[];
}

/** Makes the scores of different lists comparable. Takes all scores of a list, best first; gives a function from a hit's score and rank (from 1) to its new score. */
type Scale = (scores: readonly number[]) => (score: number, rank: number) => number;

/** How ranked lists are fused into one: which lists, their weights, and how their scores are made comparable. */
interface Fusion {
  readonly lists: readonly ListName[];
  /** Whether BM25 also searches the words of incoming questions. */
  readonly questionsInText: boolean;
  weights(policy: RetrievalPolicy, hasQuestions: boolean): ListWeights;
  scale(policy: RetrievalPolicy, list: EntryList): Scale;
}

const scaledBetweenEnds: Fusion['scale'] = ({ listDepth }, { name, hits }) =>
  // A BM25 list that is not full holds every article with a term of the query. All others score 0, so 0 is its floor.
  betweenEnds(name === 'text' && hits.length < listDepth ? 0 : undefined);

const both = { lists: ['text', 'dense'], questionsInText: false } as const;

/** The fusion of each mode that enters by ranked lists. */
export const fusions = {
  bm25: { lists: ['text'], questionsInText: false, weights: () => ({ text: 1 }), scale: () => asTheyAre },
  dense: { lists: ['dense'], questionsInText: false, weights: () => ({ dense: 1 }), scale: () => asTheyAre },
  hybrid: { ...both, weights: ({ hybrid }) => hybrid, scale: scaledBetweenEnds },
  rrf: {
    ...both,
    weights: () => ({ text: 1, dense: 1 }),
    scale: ({ reciprocalRankConstant }) => reciprocalRank(reciprocalRankConstant),
  },
  hop: {
    lists: ['text', 'dense', 'questions'],
    questionsInText: true,
    weights: ({ hop }, hasQuestions) => (hasQuestions ? hop.entry : hop.entryWithoutQuestions),
    scale: scaledBetweenEnds,
  },
} as const satisfies Record<string, Fusion>;

/**
 * Enters by every node in the fusion's lists. The entry score is S0 = Σ over query and reading of share · Σ over lists of weight · scaled score.
 * Query and reading are fused here, by entry scores, and not by their final results (decision 12). Articles that the query names get the
 * highest scores, and the articles that these cite the next highest.
 */
export function enterBy(fusion: Fusion): (search: Search) => Promise<Entrance> {
  return async (search) => {
    const probes = search.reading ? [search.query, search.reading] : [search.query];
    const entries = await Promise.all(probes.map((probe) => enterOnce(search, probe, fusion)));
    const parts: PartsById = new Map();
    for (const { found } of entries) for (const [id, name, part] of found) addPart(parts, id, name, part);
    const { named } = search.policy;
    for (const id of search.named) addPart(parts, id, 'named', { raw: 1, normalised: 1, weight: named.score });
    const cited = await citedByNamed(search);
    const normalised = Math.min(1, search.policy.hop.seeds / cited.size);
    for (const id of cited) addPart(parts, id, 'cited', { raw: 1, normalised, weight: named.cited });
    return {
      candidates: [...parts].map(candidateOf).toSorted(byScore),
      listSizes: Object.assign({}, ...entries.map(({ listSizes }) => listSizes)) as Entrance['listSizes'],
    };
  };
}

/** Ids of the articles that the named articles cite, each once, without the named ones themselves; only those that the filter allows. */
async function citedByNamed(search: Search): Promise<ReadonlySet<string>> {
  const { reader, named } = search;
  const edges = named.length === 0 ? [] : await reader.edgesOf(named, citingKinds);
  const cited = edges.filter(({ source, target }) => named.includes(source) && !named.includes(target));
  return allowedAmong(
    search,
    cited.map(({ target }) => target),
  );
}

/** The parts that one probe adds to entry scores. The weight of an empty list is shared among the others in proportion to their own. */
async function enterOnce(search: Search, probe: Probe, fusion: Fusion) {
  const lists = await readLists(search, probe, fusion);
  const filled = lists.filter(({ hits }) => hits.length > 0);
  const hasQuestions = filled.some(({ name }) => name === 'questions');
  const weights = shareOut(fusion.weights(search.policy, hasQuestions), filled);
  const nameOf = (name: ListName): PartName => (probe.of === 'reading' ? `reading-${name}` : name);
  const found = filled.flatMap((list) => {
    const weight = probe.share * (weights[list.name] ?? 0);
    const scaled = fusion.scale(search.policy, list)(list.hits.map(({ score }) => score));
    return list.hits.map((hit, place) => {
      const question = 'question' in hit ? { question: { id: hit.question, text: hit.text } } : {};
      const part: ScorePart = { raw: hit.score, normalised: scaled(hit.score, place + 1), weight, ...question };
      return [hit.id, nameOf(list.name), part] as const;
    });
  });
  return { found, listSizes: Object.fromEntries(lists.map(({ name, hits }) => [nameOf(name), hits.length])) };
}

/** Reads the fusion's lists, each down to the policy's depth. A list whose vector is missing is empty. */
function readLists(
  { reader, filter, policy }: Search,
  { text, vectors }: Probe,
  { lists, questionsInText }: Fusion,
): Promise<readonly EntryList[]> {
  const depth = policy.listDepth;
  const readers: Readonly<Record<ListName, () => Promise<EntryList['hits']>>> = {
    text: () => reader.searchText(text, depth, { ...filter, incomingQuestions: questionsInText }),
    dense: async () => (vectors.query ? reader.searchNodes(vectors.query, depth, filter) : []),
    questions: async () => (vectors.question ? reader.searchQuestions(vectors.question, depth, filter) : []),
  };
  return Promise.all(lists.map(async (name) => ({ name, hits: await readers[name]() })));
}

function shareOut(weights: ListWeights, filled: readonly EntryList[]): ListWeights {
  const sum = (values: readonly number[]) => values.reduce((total, weight) => total + weight, 0);
  const left = filled.map(({ name }) => [name, weights[name] ?? 0] as const);
  const share = sum(Object.values(weights)) / sum(left.map(([, weight]) => weight));
  return Object.fromEntries(left.map(([name, weight]) => [name, weight * share]));
}

type PartsById = Map<string, Partial<Record<PartName, ScorePart>>>;

function addPart(parts: PartsById, id: string, name: PartName, part: ScorePart): void {
  const held = parts.get(id);
  if (held) held[name] = part;
  else parts.set(id, { [name]: part });
}

function candidateOf([id, parts]: readonly [string, Candidate['parts']]): Candidate {
  const score = Object.values(parts).reduce((sum, part) => sum + part.weight * part.normalised, 0);
  return { id, score, parts };
}

const asTheyAre: Scale = () => (score) => score;

/**
 * Min-max scaling: 1 for the best score, 0 for `floor`, which is the lowest score of the list where it is not given.
 * Where all scores are equal within 1e-6, each becomes 1.
 */
function betweenEnds(floor?: number): Scale {
  return (scores) => {
    const best = scores[0] ?? 0;
    const worst = floor ?? scores.at(-1) ?? 0;
    return (score) => (best - worst < scoreStep ? 1 : (score - worst) / (best - worst));
  };
}

/** Reciprocal rank fusion: 1 / (constant + rank), ranks from 1. */
function reciprocalRank(constant: number): Scale {
  return () => (_, rank) => 1 / (constant + rank);
}
