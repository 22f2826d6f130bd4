import { Catch } from '@nestjs/common';
import { type Problem, ProblemFilter } from '../http/problem.filter.js';

/** Problem details that OpenAI's clients can read, too: they look for the sentence in a field `error`. */
@Catch()
export class ChatProblemFilter extends ProblemFilter {
  protected override bodyOf(problem: Problem): object {
    return { ...problem, error: { message: problem.detail, type: problem.code, code: problem.code, param: null } };
  }
}
