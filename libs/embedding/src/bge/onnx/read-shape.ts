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
  const parsed = configSchema.safeParse(await readJson(path));
  if (!parsed.success) throw new ModelFileError(path, faultsOf(parsed.error), parsed.error);
  const { model_type: type, max_position_embeddings: positions, num_attention_heads: attentionHeads } = parsed.data;
  // RoBERTa counts positions from its padding id + 1, so two of them are never a token's.
  return { maxTokens: positions - (type.includes('roberta') ? 2 : 0), attentionHeads };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (thrown) {
    throw new ModelFileError(path, `it can't be read as JSON: ${asError(thrown).message}`, thrown);
  }
}

function faultsOf({ issues }: z.ZodError): string {
  const faults = issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  return `it does not say the measures of a model: ${faults.join('; ')}.`;
}
