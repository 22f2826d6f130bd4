import { type ArticleNode, type Edge, type GraphReader, statedByTargetKinds, statedKinds } from '@lexhop/graph-model';
import type { RetrieveAnswer } from '@lexhop/retrieval';
import { type Citing, type CutEvidence, cutToBudget, rankEvidence } from './rank-evidence.js';
import type { AnswerRequest } from './request.js';

/** The evidence of an answer: the results, the articles that they cite and those that cite them, cut to the request's token budget. */
export async function gatherEvidence(
  reader: GraphReader,
  results: RetrieveAnswer['results'],
  request: Pick<AnswerRequest, 'evidenceTokens' | 'statutes' | 'includeRepealed'>,
): Promise<CutEvidence> {
  const ids = results.map(({ article }) => article.id);
  const edges = await reader.edgesOf(ids, statedKinds);
  const candidates = rankEvidence(ids, edges.flatMap(citingOf));
  const nodes = new Map((await reader.nodes(candidates.map(({ id }) => id))).map((node) => [node.id, node]));
  const allowed = candidates.flatMap(({ id, ...candidate }) => {
    const article = nodes.get(id);
    const isResult = candidate.rank !== undefined;
    return article && (isResult || allows(request, article)) ? [{ ...candidate, article }] : [];
  });
  return cutToBudget(allowed, request.evidenceTokens);
}

/** Turns a stated edge into a citation. `delegates` and `defines` lead the other way: the order cites its mother article, the user of a term its definition. */
function citingOf(edge: Edge): readonly Citing[] {
  if (edge.kind === 'hierarchy' || edge.kind === 'question') return [];
  const { source, target, kind, text } = edge;
  const isStatedByTarget = statedByTargetKinds.some((each) => each === kind);
  return [isStatedByTarget ? { source: target, target: source, kind, text } : { source, target, kind, text }];
}

function allows(
  { statutes, includeRepealed = false }: Pick<AnswerRequest, 'statutes' | 'includeRepealed'>,
  node: ArticleNode,
) {
  return (includeRepealed || !(node.repealed || node.abolished)) && (statutes?.includes(node.statuteId) ?? true);
}
