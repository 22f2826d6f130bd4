import { createEmbeddingChain, type EmbeddingModel, embeddingSettings } from '@lexhop/embedding';
import { readSettings, SilentLogger } from '@lexhop/foundation';

/** Opens the model that these settings choose, for the time of one call. */
export async function withModel<Result>(
  variables: Readonly<Record<string, string | undefined>>,
  use: (model: EmbeddingModel) => Promise<Result>,
): Promise<Result> {
  const chain = createEmbeddingChain(readSettings(embeddingSettings, variables), new SilentLogger());
  try {
    return await use((await chain.choose()).model);
  } finally {
    await chain.close();
  }
}

/** Embeds texts as a build does: in calls of the model's own size. */
export async function inCalls(model: EmbeddingModel, texts: readonly string[]): Promise<void> {
  for (let start = 0; start < texts.length; start += model.limits.textsPerCall) {
    await model.embed(texts.slice(start, start + model.limits.textsPerCall), 'question');
  }
}
