import type { Build, EmbeddingSpace } from '@lexhop/graph-model';
import { BuildStateError } from '@lexhop/graph-model';

/** The space that a build's vectors are of, or a BuildStateError while it is not chosen. */
export function spaceOf(build: Build): EmbeddingSpace {
  if (build.space) return build.space;
  throw new BuildStateError(build.graph, build.number, 'its embedding space is not chosen yet.');
}
