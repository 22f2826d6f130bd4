import { LexHopError } from '@lexhop/foundation';

/** Whoever asked has hung up: the work is called off, and nobody reads the answer. */
export class ClientGoneError extends LexHopError {
  override readonly name = 'ClientGoneError';
  override readonly code = 'client-gone';

  constructor() {
    super('The client hung up before its answer was whole.');
  }
}
