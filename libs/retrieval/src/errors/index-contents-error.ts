import type { BuildReference } from '@lexhop/graph-model';
import { LexHopError } from '@lexhop/foundation';

/** A stored build names something that it does not contain; it can't be searched as it is. */
export class IndexContentsError extends LexHopError {
  override readonly name = 'IndexContentsError';
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
