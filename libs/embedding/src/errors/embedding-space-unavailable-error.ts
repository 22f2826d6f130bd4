import { LexHopError } from '@lexhop/foundation';
import { embeddingSpaceId, type EmbeddingSpace } from '@lexhop/graph-model';

/** The model of an embedding space can't be used now, so nothing can be compared with its vectors. */
export class EmbeddingSpaceUnavailableError extends LexHopError {
  override readonly name = 'EmbeddingSpaceUnavailableError';
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
