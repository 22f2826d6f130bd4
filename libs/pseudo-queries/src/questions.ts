import { type Direction, type PseudoQuery, pseudoQueryId } from '@lexhop/graph-model';
import { keywordsOf } from './keywords.js';

/** Fewest incoming questions of an article (HopRAG §3.1). */
export const minimumIncoming = 2;

/** Fewest outgoing questions of an article (HopRAG §3.1). */
export const minimumOutgoing = 4;

/** Questions drafted for one node, as a bank entry or a language model gives them. */
export interface DraftedQuestions {
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** `provider/model`; `question-bank` when absent. */
  readonly draftedBy?: string;
}

/**
 * The pseudo-queries of a node: first the incoming ones, each list in its order. The same node, direction and text always give the same id and
 * keywords. Of questions that differ only in spacing, width, case or closing marks, the first is kept.
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

/** The questions, trimmed, without empty ones and without those that differ from an earlier one only in spacing, width, case or closing marks. */
export function distinctQuestions(questions: readonly string[]): string[] {
  const distinct = new Map<string, string>();
  for (const question of questions) {
    const text = question.trim();
    const key = text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s?!.。]+/gu, '');
    if (key !== '' && !distinct.has(key)) distinct.set(key, text);
  }
  return [...distinct.values()];
}
