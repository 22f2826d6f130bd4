import { LexHopError } from '@lexhop/foundation';
import { type BuildReference, type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';

/** A query without a single visible character. */
export class EmptyQueryError extends LexHopError {
  override readonly code = 'query-empty';

  constructor() {
    super('The query is empty: say what you look for.');
  }
}

/** A query embedded in another space than the build it is asked of; such vectors are never compared. */
export class QuerySpaceError extends LexHopError {
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

/** A graph was asked before any build of it was activated. */
export class NoActiveBuildError extends LexHopError {
  override readonly code = 'no-active-build';

  constructor(readonly graph: string) {
    super(`Graph ${graph} has no active build: import statutes and build it first.`);
  }
}

/** A stored build names something that it does not contain; it can't be searched as it is. */
export class IndexContentsError extends LexHopError {
  override readonly code = 'index-contents-broken';
  override readonly hint = 'Build the graph again from scratch.';

  constructor(
    readonly build: BuildReference,
    readonly of: string,
    readonly missing: string,
  ) {
    super(
      `Build ${build.number} of graph ${build.graph} can't be loaded: ${of} names ${missing}, which the build does not contain.`,
    );
  }
}

/** The file of an index is not what was written, or of another format; the index is made from the books again. */
export class IndexFileError extends LexHopError {
  override readonly code = 'index-file-unusable';

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`The index file ${path} can't be used: ${reason}.`);
  }
}
