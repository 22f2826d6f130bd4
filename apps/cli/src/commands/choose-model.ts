import type { EmbeddingChain, EmbeddingModel } from '@lexhop/embedding';
import { embeddingSpaceId } from '@lexhop/graph-model';
import type { Output } from '../terminal/output.js';
import { ProgressBar, spellMegabytes } from '../terminal/progress-bar.js';

/** The first model of a chain that works, fetched where that is allowed; says which, and why not those before it. */
export async function chooseModel(
  embedding: EmbeddingChain,
  output: Output,
  chain: string | undefined,
): Promise<EmbeddingModel> {
  const bar = new ProgressBar('fetch the model', spellMegabytes);
  try {
    const { model, passedOver } = await embedding.choose({
      ...(chain === undefined ? {} : { chain }),
      onProgress: ({ done, total }) => bar.show(done, total),
    });
    for (const { name, reason } of passedOver) output.remark(`passed over ${name}: ${reason}`);
    const meaning = model.space.semantic ? '' : ': its vectors know characters and no meaning';
    output.remark(`embedding with ${embeddingSpaceId(model.space)}${meaning}`);
    return model;
  } finally {
    bar.end();
  }
}
