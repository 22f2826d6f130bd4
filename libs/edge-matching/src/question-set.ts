import type { LabelSets } from '@lexhop/vectors';
import type { NameList } from './name-list.js';

/** A question as matching needs it. */
export interface MatchableQuestion {
  readonly id: string;
  readonly nodeId: string;
  /** A set: one said twice counts once. */
  readonly keywords: readonly string[];
  /** Not there in the build before; taken for false when absent. */
  readonly isNew?: boolean;
}

/** Questions with their vectors: row i of `vectors` belongs to `questions[i]`, unit length. */
export interface QuestionRows {
  readonly questions: readonly MatchableQuestion[];
  readonly vectors: Float32Array;
}

/** Questions of one direction, packed for matching, in code-unit order of id; row i of everything is question i. */
export interface QuestionSet {
  readonly ids: readonly string[];
  readonly dimensions: number;
  /** In shared memory, so that a thread reads them in place. */
  readonly vectors: Float32Array;
  readonly nodes: NameList;
  /** The node of each question, as its number in `nodes`. */
  readonly nodeNumbers: Int32Array;
  readonly keywords: NameList;
  /** The keywords of each question, as their numbers in `keywords`. */
  readonly keywordNumbers: LabelSets;
  /** Rows of questions that are new, rising. */
  readonly newRows: Int32Array;
}

/** The row of an id, by halving; -1 where the set has no such question. */
export function rowOf(set: QuestionSet, id: string): number {
  let low = 0;
  let high = set.ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = set.ids[middle] ?? '';
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The id of a question's node. */
export function nodeOf(set: QuestionSet, row: number): string {
  return set.nodes.nameAt(set.nodeNumbers[row] ?? -1);
}
