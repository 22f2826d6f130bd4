import type { QuestionEdge } from '@lexhop/graph-model';
import { edgeId } from '@lexhop/graph-model';

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

/** Code-unit order. */
export function compareIds(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The edge of a match, without what its two questions say. */
export function questionEdge(match: QuestionMatch): Omit<QuestionEdge, 'text' | 'keywords'> {
  const { source, target, incoming, outgoing, score } = match;
  const id = edgeId('question', source, target, incoming);
  return { id, kind: 'question', source, target, outgoingQuestion: outgoing, incomingQuestion: incoming, score };
}
