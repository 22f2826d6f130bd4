import { LexHopError } from '@lexhop/foundation';

/** A file given as a question bank is none. */
export class QuestionBankError extends LexHopError {
  override readonly code = 'question-bank-unreadable';
  override readonly hint =
    'A question bank has one JSON object a line: {"article":"J0070017:1","incoming":["…？","…？"],"outgoing":["…？","…？","…？","…？"]}.';

  constructor(
    readonly fileName: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${fileName} is not a question bank: line ${line} ${reason}.`);
  }
}
