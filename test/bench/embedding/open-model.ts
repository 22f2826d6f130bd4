import { createEmbeddingChain, type EmbeddingModel, embeddingSettings, textsInCalls } from '@lexhop/embedding';
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

const textsOfBatch = 512;

/** Embeds questions as a build does: batch by batch, each shared out to calls of the model's own size. */
export async function inBatches(model: EmbeddingModel, questions: readonly string[]): Promise<void> {
  for (let start = 0; start < questions.length; start += textsOfBatch) {
    const batch = questions.slice(start, start + textsOfBatch).map((text) => ({ text }));
    for (const call of textsInCalls(batch, model.limits)) {
      await model.embed(
        call.map(({ text }) => text),
        'question',
      );
    }
  }
}
