import fc from 'fast-check';
import { dotOfRows, normaliseRows, roundScore } from '@lexhop/vectors';
import { compareIds, type MatchableQuestion, type QuestionRows } from '../questions.js';
import type { QuestionMatch } from '../match-questions.js';

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
  });
  return fc
    .uniqueArray(question, { maxLength: most, selector: ({ number }) => number })
    .map((questions) => questions.map(({ number, ...rest }) => ({ ...rest, id: `${rest.nodeId}?${side}-${number}` })));
}

/** Questions as the store gives them. */
export function rowsOf(questions: readonly ArbitraryQuestion[]): QuestionRows {
  return {
    questions: questions.map(({ id, nodeId, keywords }) => ({ id, nodeId, keywords })),
    vectors: normaliseRows(Float32Array.from(questions.flatMap(({ vector }) => vector)), dimensions),
  };
}

/** Both sides of a match, as they are stored. */
interface NaiveMatchRequest {
  readonly outgoing: QuestionRows;
  readonly incoming: QuestionRows;
  readonly dimensions: number;
  readonly perQuestion?: number;
}

/** The paper's rule read off the page: every outgoing question with every incoming question of another node, the best kept. */
export function naiveMatches(request: NaiveMatchRequest): readonly QuestionMatch[] {
  const { outgoing, incoming, perQuestion = 1 } = request;
  return [...outgoing.questions.entries()]
    .toSorted(([, one], [, other]) => compareIds(one.id, other.id))
    .flatMap(([row, question]) =>
      [...incoming.questions.entries()]
        .filter(([, candidate]) => candidate.nodeId !== question.nodeId)
        .map(([candidateRow, candidate]) => ({
          outgoing: question.id,
          incoming: candidate.id,
          source: question.nodeId,
          target: candidate.nodeId,
          score: scoreOf(request, { question, row }, { question: candidate, row: candidateRow }),
        }))
        .toSorted((one, other) => other.score - one.score || compareIds(one.incoming, other.incoming))
        .slice(0, perQuestion),
    );
}

interface Side {
  readonly question: MatchableQuestion;
  readonly row: number;
}

function scoreOf({ outgoing, incoming, dimensions }: NaiveMatchRequest, one: Side, other: Side): number {
  const cosine = dotOfRows(
    { vectors: outgoing.vectors, start: one.row * dimensions },
    { vectors: incoming.vectors, start: other.row * dimensions },
    dimensions,
  );
  return roundScore((jaccard(one.question.keywords, other.question.keywords) + cosine) / 2);
}

function jaccard(left: readonly string[], right: readonly string[]): number {
  const union = new Set([...left, ...right]);
  const shared = [...union].filter((keyword) => left.includes(keyword) && right.includes(keyword));
  return union.size === 0 ? 0 : shared.length / union.size;
}
