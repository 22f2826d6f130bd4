import { readFile } from 'node:fs/promises';
import { asError } from '@lexhop/foundation';
import { z } from 'zod';
import { ModelFileError } from '../../errors/model-file-error.js';
import type { ModelShape } from '../model-description.js';

const configSchema = z.object({
  model_type: z.string(),
  max_position_embeddings: z.number().int().positive(),
  num_attention_heads: z.number().int().positive(),
});

/** A model's measures from its `config.json`. Rejects with a ModelFileError when it does not say them. */
export async function readShape(path: string): Promise<ModelShape> {
  try {
    const config = configSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    // RoBERTa counts positions from its padding id + 1, so two of them are never a token's.
    const unusable = config.model_type.includes('roberta') ? 2 : 0;
    return { maxTokens: config.max_position_embeddings - unusable, attentionHeads: config.num_attention_heads };
  } catch (thrown) {
    throw new ModelFileError(path, `it does not say the measures of a model: ${asError(thrown).message}`, thrown);
  }
}
