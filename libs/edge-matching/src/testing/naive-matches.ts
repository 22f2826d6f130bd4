import { dotOfRows, roundScore } from '@lexhop/vectors';
import type { QuestionMatch } from '../match-questions.js';
import { compareIds } from '../questions.js';
import type { MatchableQuestion, QuestionRows } from '../questions.js';

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
