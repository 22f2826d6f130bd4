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

/** Embeds questions as a build does, call by call. */
export async function inBatches(model: EmbeddingModel, questions: readonly string[]): Promise<void> {
  for (const call of callsOf(model, questions)) await model.embed(call, 'question');
}

/** The calls that a build makes for questions: batch by batch, each shared out to calls of the model's own size. */
export function callsOf(model: EmbeddingModel, questions: readonly string[]): readonly (readonly string[])[] {
  const batches = Array.from({ length: Math.ceil(questions.length / textsOfBatch) }, (_, batch) =>
    questions.slice(batch * textsOfBatch, (batch + 1) * textsOfBatch).map((text) => ({ text })),
  );
  return batches.flatMap((batch) => textsInCalls(batch, model.limits).map((call) => call.map(({ text }) => text)));
}
