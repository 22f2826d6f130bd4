import { LexHopError } from '@lexhop/foundation';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';

/** A query embedded in another space than the build it is asked of; such vectors are never compared. */
export class QuerySpaceError extends LexHopError {
  override readonly name = 'QuerySpaceError';
  override readonly code = 'query-space-mismatch';
  override readonly hint = 'Use the embedding model of the build, or build the graph again with this one.';
  readonly buildSpace: string;
  readonly querySpace: string;

  constructor(build: EmbeddingSpace, query: EmbeddingSpace) {
    super(
      `The build's vectors are in the space ${embeddingSpaceId(build)}, the query's in ${embeddingSpaceId(query)}: they can't be compared.`,
    );
    this.buildSpace = embeddingSpaceId(build);
    this.querySpace = embeddingSpaceId(query);
  }
}
