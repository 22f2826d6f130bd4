import { because, LexHopError, type Reason } from '@lexhop/foundation';
import { type EmbeddingSpace, embeddingSpaceId, type PassedOver } from '@lexhop/graph-model';

/** A model did not embed: it was closed, its provider refused or failed, or gave something else than was asked for. */
export class EmbeddingError extends LexHopError {
  override readonly code = 'embedding-failed';
  override readonly retryable: boolean;
  /** How long to wait before the next call, where that is known. */
  readonly retryAfterMilliseconds: number | undefined;
  /** Whether nobody refused, but the next turn under the rate limit is too far away. A job may wait for turns as long as it takes. */
  readonly isOwnPace: boolean;

  constructor(
    readonly model: string,
    sentence: string,
    options: {
      readonly retryable?: boolean;
      readonly retryAfterMilliseconds?: number | undefined;
      readonly isOwnPace?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(`${model}: ${sentence}`, { cause: options.cause });
    this.retryable = options.retryable ?? false;
    this.retryAfterMilliseconds = options.retryAfterMilliseconds;
    this.isOwnPace = options.isOwnPace ?? false;
  }
}

/** A provider can't be used, because of the settings. */
export class UnsetProviderError extends EmbeddingError {
  constructor(
    model: string,
    override readonly why: Reason,
  ) {
    super(model, why.reason);
  }
}

/** The reason that a setting is not set which a provider needs. */
export function notSet(variable: string): Reason {
  return because('not-set', `${variable} is not set.`, { variable });
}

/** The model of an embedding space can't be used now, so nothing can be compared with the vectors of that space. */
export class EmbeddingSpaceUnavailableError extends LexHopError {
  override readonly code = 'embedding-space-unavailable';
  override readonly retryable = true;
  override readonly hint: string;
  readonly model: string;
  readonly spaceId: string;

  constructor(space: EmbeddingSpace, reason: string, cause?: unknown) {
    super(`${space.model} (${space.precision}), which made this embedding space, can't be used now: ${reason}`, {
      cause,
    });
    this.model = space.model;
    this.spaceId = embeddingSpaceId(space);
    this.hint = `Make ${space.model} available again, or build the graph anew with a model that is.`;
  }
}

/** A model was asked for a kind of vectors that it does not give. */
export class MissingOutputError extends LexHopError {
  override readonly code = 'embedding-output-missing';

  constructor(
    readonly model: string,
    readonly missing: string,
    readonly outputs: readonly string[],
  ) {
    super(`${model} gives no ${missing} vectors; it gives ${outputs.join(', ')}.`);
  }
}

/** No provider of the chain works now. The message says why of each. */
export class NoEmbeddingModelError extends LexHopError {
  override readonly code = 'no-embedding-model';
  override readonly retryable = true;

  constructor(readonly passedOver: readonly PassedOver[]) {
    const reasons = passedOver.map(({ name, reason }) => `${name}: ${reason}`).join(' ');
    super(`None of the ${passedOver.length} embedding providers of the chain works. ${reasons}`);
  }
}

/** A text by itself is more than a server reads. */
export class TextTooLongError extends EmbeddingError {
  constructor(model: string, reason: string) {
    super(model, `a text is longer than the server reads: ${reason}`);
  }
}
