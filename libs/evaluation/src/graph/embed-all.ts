import { type EmbeddingModel, type EmbeddingRole, textsInCalls } from '@lexhop/embedding';

/** Vectors of any number of texts, row i of text i, in calls no larger than the model wants. */
export async function embedAll(
  model: Pick<EmbeddingModel, 'space' | 'limits' | 'embed'>,
  texts: readonly string[],
  role: EmbeddingRole,
): Promise<Float32Array> {
  const { dimensions } = model.space;
  const vectors = new Float32Array(texts.length * dimensions);
  const items = texts.map((text, row) => ({ text, row }));
  for (const call of textsInCalls(items, model.limits)) {
    const ofCall = await model.embed(
      call.map(({ text }) => text),
      role,
    );
    for (const [place, { row }] of call.entries()) {
      vectors.set(ofCall.subarray(place * dimensions, (place + 1) * dimensions), row * dimensions);
    }
  }
  return vectors;
}
