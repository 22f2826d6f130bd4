import fc from 'fast-check';
import { normaliseRows } from '@lexhop/vectors';
import type { MatchableQuestion, QuestionRows } from '../questions.js';

const dimensions = 4;
export const questionDimensions = dimensions;

/** A question with its vector. */
export interface ArbitraryQuestion extends MatchableQuestion {
  readonly vector: readonly number[];
}

/**
 * Questions that make matching hard: few nodes, few keywords (also none, also one twice), few different vectors and nearly equal
 * ones, so that duplicates and ties abound; ids in any order.
 */
export function arbitraryQuestions(side: string, most: number): fc.Arbitrary<readonly ArbitraryQuestion[]> {
  const question = fc.record({
    number: fc.nat(10_000),
    nodeId: fc.constantFrom('J1:1', 'J1:2', 'J1:3', 'J2:1'),
    keywords: fc.array(fc.constantFrom('著作權', '契約', '罰金', '主管機關', '登記', 'licence'), { maxLength: 4 }),
    vector: fc.oneof(
      fc.array(fc.integer({ min: -1, max: 1 }), { minLength: dimensions, maxLength: dimensions }),
      fc.array(
        fc.integer({ min: 0, max: 3 }).map((step) => 1 + step * 1e-6),
        { minLength: dimensions, maxLength: dimensions },
      ),
    ),
    isNew: fc.boolean(),
  });
  return fc
    .uniqueArray(question, { maxLength: most, selector: ({ number }) => number })
    .map((questions) => questions.map(({ number, ...rest }) => ({ ...rest, id: `${rest.nodeId}?${side}-${number}` })));
}

/** Questions as the store gives them. */
export function rowsOf(questions: readonly ArbitraryQuestion[]): QuestionRows {
  return {
    questions: questions.map(({ id, nodeId, keywords, isNew }) => ({ id, nodeId, keywords, isNew })),
    vectors: normaliseRows(Float32Array.from(questions.flatMap(({ vector }) => vector)), dimensions),
  };
}
