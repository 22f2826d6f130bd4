import { LexHopError } from '@lexhop/foundation';

/** The store's server had no memory left for a transaction, which was undone. */
export class StoreMemoryError extends LexHopError {
  override readonly name = 'StoreMemoryError';
  override readonly code = 'store-memory';
  override readonly retryable = true;
  override readonly hint = 'Give Neo4j more heap (server.memory.heap.max_size), or fewer workers at once.';

  constructor(
    readonly server: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The graph store at ${server} has no memory for this transaction, and undid it: ${reason}`, options);
  }
}
