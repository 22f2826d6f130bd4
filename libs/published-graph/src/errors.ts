import { LexHopError } from '@lexhop/foundation';

/** How long work waits before it asks a server again that did not answer. */
const restMilliseconds = 5_000;

/** The Neo4j server can't be reached, or can't answer now. */
export class PublishedGraphAwayError extends LexHopError {
  override readonly code = 'published-graph-away';
  override readonly retryable = true;
  override readonly hint =
    'Nothing is lost, and the active build goes on answering. Start the server again, and the build goes on.';
  readonly retryAfterMilliseconds = restMilliseconds;

  constructor(
    readonly server: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Neo4j at ${server} does not answer: ${reason}`, options);
  }
}

/** The disk under the Neo4j server is full. */
export class PublishedGraphFullError extends LexHopError {
  override readonly code = 'published-graph-full';
  override readonly retryable = true;
  override readonly hint = 'Nothing is lost: make room, and the build goes on.';
  readonly retryAfterMilliseconds = restMilliseconds;

  constructor(
    readonly server: string,
    options?: ErrorOptions,
  ) {
    super(`The disk of Neo4j at ${server} is full.`, options);
  }
}

/** The Neo4j server had no memory left for a transaction, which was undone. */
export class PublishedGraphMemoryError extends LexHopError {
  override readonly code = 'published-graph-memory';
  override readonly retryable = true;
  override readonly hint = 'Give Neo4j more heap (server.memory.heap.max_size).';

  constructor(
    readonly server: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Neo4j at ${server} has no memory for this transaction, and undid it: ${reason}`, options);
  }
}

/** A build is not in the published graph, or not whole there. */
export class NotPublishedError extends LexHopError {
  override readonly code = 'not-published';
  override readonly retryable = true;
  override readonly hint = 'It is published by whoever works on builds; ask again in a while.';

  constructor(
    readonly graph: string,
    readonly number: number,
  ) {
    super(`Build ${number} of graph ${graph} is not published in Neo4j yet.`);
  }
}

/** Another process has written, dropped or begun builds of the graph meanwhile, so publishing has to be planned anew. */
export class PublishingMovedError extends LexHopError {
  override readonly code = 'publishing-moved';
  override readonly retryable = true;
  readonly retryAfterMilliseconds = 1_000;

  constructor(
    readonly graph: string,
    readonly number: number,
  ) {
    super(`Another process went on with publishing build ${number} of graph ${graph}; this one plans anew.`);
  }
}
