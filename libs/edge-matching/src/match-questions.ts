import { edgeId, type QuestionEdge } from '@lexhop/graph-model';
import { type NearestSearch, type RowClusters, type RowSet, VectorShapeError } from '@lexhop/vectors';
import { compareIds, nodeOf, type QuestionSet } from './questions.js';

/** An outgoing question and an incoming question of another node that is among the best for it. */
export interface QuestionMatch {
  readonly outgoing: string;
  readonly incoming: string;
  /** Nodes that the two questions belong to. */
  readonly source: string;
  readonly target: string;
  /** Match score, (Jaccard of keywords + cosine of vectors) / 2 (Eq. 1), rounded to 1e-6, halves away from zero. */
  readonly score: number;
}

/** Best first: by score, then in code-unit order of source, incoming question and outgoing question. */
export function compareMatches(one: QuestionMatch, other: QuestionMatch): number {
  return (
    other.score - one.score ||
    compareIds(one.source, other.source) ||
    compareIds(one.incoming, other.incoming) ||
    compareIds(one.outgoing, other.outgoing)
  );
}

/** Matches by what they have in common, in their order. */
export function groupsBy(
  common: 'outgoing' | 'source',
  matches: readonly QuestionMatch[],
): ReadonlyMap<string, readonly QuestionMatch[]> {
  const groups = new Map<string, QuestionMatch[]>();
  for (const match of matches) {
    const group = groups.get(match[common]);
    if (group) group.push(match);
    else groups.set(match[common], [match]);
  }
  return groups;
}

/** The edge of a match, without what its two questions say. */
export function questionEdge(match: QuestionMatch): Omit<QuestionEdge, 'text' | 'keywords'> {
  const { source, target, incoming, outgoing, score } = match;
  const id = edgeId('question', source, target, incoming);
  return { id, kind: 'question', source, target, outgoingQuestion: outgoing, incomingQuestion: incoming, score };
}

/** What is matched against what. */
export interface MatchRequest {
  readonly outgoing: QuestionSet;
  readonly incoming: QuestionSet;
  /** How many incoming questions each outgoing question is matched to; 1 when absent, as in the paper. */
  readonly perQuestion?: number;
  readonly signal?: AbortSignal;
}

/**
 * Exact matching of a call is a matter of a minute below either. Above both each outgoing question meets only those incoming ones that are
 * probably like it: near by vector, or by keywords (docs/decisions/0019).
 */
const exactBelow = { incoming: 100_000, outgoing: 1_000 } as const;

const clustered = new WeakMap<QuestionSet, Promise<RowClusters>>();

/** Clusters of a large set of incoming questions, made once for all calls; none where matching is exact. */
async function clustersFor(
  search: NearestSearch,
  { outgoing, incoming, signal }: MatchRequest,
  only: Int32Array | undefined,
): Promise<RowClusters | undefined> {
  const asked = only?.length ?? outgoing.ids.length;
  if (incoming.ids.length < exactBelow.incoming || asked < exactBelow.outgoing) return undefined;
  const clusters = clustered.get(incoming) ?? search.cluster(incoming.vectors, incoming.dimensions, { signal });
  clustered.set(incoming, clusters);
  // Those that could not be made are made again for the next call.
  clusters.catch(() => clustered.delete(incoming));
  return clusters;
}

/**
 * For each outgoing question the incoming questions of any other node with the best match score,
 * (Jaccard of keywords + cosine of vectors) / 2 (HopRAG, Eq. 1); two questions without keywords have Jaccard 0.
 *
 * Exactly what scoring every pair gives: scores are computed in float64 from the float32 vectors in a fixed order and rounded
 * to 1e-6, halves away from zero; equal scores in code-unit order of incoming id. In order of outgoing id, best first.
 * Above 100,000 incoming questions, for a thousand outgoing ones or more, scores are as exact, but a better match may be passed over: of twenty at
 * most one is where vectors have topics, more where they have little structure (docs/decisions/0019).
 * An outgoing question gets no match only where no other node has an incoming question.
 * Rejects like {@link NearestSearch.nearest}, and with a VectorShapeError where the two sides' dimensions differ.
 * @param only rows of `outgoing`, in rising order: matches these alone
 */
export async function matchQuestions(
  search: NearestSearch,
  request: MatchRequest,
  only?: Int32Array,
): Promise<readonly QuestionMatch[]> {
  const { outgoing, incoming, perQuestion = 1, signal } = request;
  const { dimensions } = incoming;
  if (outgoing.dimensions !== dimensions) {
    throw new VectorShapeError('The rows of outgoing questions', outgoing.dimensions, `${dimensions}`);
  }
  const nearest = await search.nearest(
    {
      queries: { ...outgoingRows(outgoing, incoming), only },
      candidates: incomingRows(incoming),
      dimensions,
      k: perQuestion,
      clusters: await clustersFor(search, request, only),
    },
    { signal },
  );
  const matches: QuestionMatch[] = [];
  for (const [at, row] of nearest.rows.entries()) {
    if (row === -1) continue;
    const place = Math.floor(at / perQuestion);
    const query = only ? (only[place] ?? -1) : place;
    matches.push(matchOf(request, { query, row, score: nearest.scores[at] ?? NaN }));
  }
  return matches;
}

function matchOf(
  { outgoing, incoming }: MatchRequest,
  found: { query: number; row: number; score: number },
): QuestionMatch {
  const { query, row, score } = found;
  return {
    outgoing: outgoing.ids[query] ?? '',
    incoming: incoming.ids[row] ?? '',
    source: nodeOf(outgoing, query),
    target: nodeOf(incoming, row),
    score,
  };
}

function incomingRows({ vectors, keywordNumbers, nodeNumbers }: QuestionSet): RowSet {
  return { vectors, labels: keywordNumbers, groups: nodeNumbers };
}

/** The outgoing questions in the numbers of the incoming ones: unknown keywords and nodes become -1, which is like nothing. */
function outgoingRows(outgoing: QuestionSet, incoming: QuestionSet): RowSet {
  const keywords = outgoing.keywords.translationTo(incoming.keywords);
  const nodes = outgoing.nodes.translationTo(incoming.nodes);
  const { offsets, values } = outgoing.keywordNumbers;
  return {
    vectors: outgoing.vectors,
    labels: { offsets, values: Int32Array.from(values, (keyword) => keywords[keyword] ?? -1) },
    groups: Int32Array.from(outgoing.nodeNumbers, (node) => nodes[node] ?? -1),
  };
}
