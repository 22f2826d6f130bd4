import { LexHopError } from '@lexhop/foundation';
import type { PassedOver } from '@lexhop/graph-model';

/** No provider of the chain works now; says of each why. */
export class NoEmbeddingModelError extends LexHopError {
  override readonly name = 'NoEmbeddingModelError';
  override readonly code = 'no-embedding-model';
  override readonly retryable = true;

  constructor(readonly passedOver: readonly PassedOver[]) {
    const reasons = passedOver.map(({ name, reason }) => `${name}: ${reason}`).join(' ');
    super(`None of the ${passedOver.length} embedding providers of the chain works. ${reasons}`);
  }
}
