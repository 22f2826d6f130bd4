import { type Direction, type PseudoQuery, pseudoQueryId } from '@lexhop/graph-model';
import { distinctQuestions } from './distinct-questions.js';
import { keywordsOf } from './keywords/keywords-of.js';

/** Questions drafted for one node, as a bank entry or a language model gives them. */
export interface DraftedQuestions {
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** `provider/model`; `question-bank` when absent. */
  readonly draftedBy?: string;
}

/**
 * The pseudo-queries of a node: incoming first, each list in its order, with keywords and ids that the same node, direction and text
 * always get. Of questions that differ only in spacing, width, case or closing marks the first is kept.
 */
export function questionsOf(nodeId: string, drafted: DraftedQuestions): PseudoQuery[] {
  const draftedBy = drafted.draftedBy ?? 'question-bank';
  const inDirection = (direction: Direction) =>
    distinctQuestions(drafted[direction]).map((text) => ({
      id: pseudoQueryId(nodeId, direction, text),
      nodeId,
      direction,
      text,
      keywords: keywordsOf(text),
      draftedBy,
    }));
  return [...inDirection('incoming'), ...inDirection('outgoing')];
}
