import type { ChosenModel } from '@lexhop/embedding';
import { embeddingSpaceId } from '@lexhop/graph-model';

/** Which model made the vectors of an answer, and whether they know meaning. */
export function presentModel({ name, model: { space } }: Pick<ChosenModel, 'name' | 'model'>) {
  return { name, space, spaceId: embeddingSpaceId(space), semantic: space.semantic };
}
