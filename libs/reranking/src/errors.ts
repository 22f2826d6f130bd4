import { asError, LexHopError } from '@lexhop/foundation';

/** A reranker could not order passages: it is closed, its provider refused, or its answer was not what was asked for. */
export class RerankingError extends LexHopError {
  override readonly code = 'reranking-failed';
  override readonly retryable: boolean;
  /** When to come again, where that is known. */
  readonly retryAfterMilliseconds: number | undefined;

  constructor(
    readonly model: string,
    sentence: string,
    options: {
      readonly retryable?: boolean;
      readonly retryAfterMilliseconds?: number | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(`${model}: ${sentence}`, { cause: options.cause });
    this.retryable = options.retryable ?? false;
    this.retryAfterMilliseconds = options.retryAfterMilliseconds;
  }

  /** For what a reranker's model threw: with its message and hint, retryable where that is. */
  static of(model: string, thrown: unknown): RerankingError {
    const { message, hint, retryable = false }: Partial<LexHopError> = asError(thrown);
    return new RerankingError(model, [message, hint].filter(Boolean).join(' '), { retryable, cause: thrown });
  }
}
