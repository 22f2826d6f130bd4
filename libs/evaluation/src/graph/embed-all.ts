import type { EmbeddingModel, EmbeddingRole } from '@lexhop/embedding';

/** Vectors of any number of texts, row i of text i, in calls no larger than the model wants. */
export async function embedAll(
  model: Pick<EmbeddingModel, 'space' | 'limits' | 'embed'>,
  texts: readonly string[],
  role: EmbeddingRole,
): Promise<Float32Array> {
  const { dimensions } = model.space;
  const { textsPerCall } = model.limits;
  const vectors = new Float32Array(texts.length * dimensions);
  for (let from = 0; from < texts.length; from += textsPerCall) {
    vectors.set(await model.embed(texts.slice(from, from + textsPerCall), role), from * dimensions);
  }
  return vectors;
}
