import path from 'node:path';
import { asError } from '@lexhop/foundation';
import { temporaryFolder, writeFiles } from '@lexhop/model-files/testing';
import { describe, expect, it } from 'vitest';
import { readShape } from './folder-provider.js';

async function read(config: string) {
  const folder = await temporaryFolder();
  await writeFiles(folder, { 'config.json': Buffer.from(config) });
  return readShape(path.join(folder, 'config.json'));
}

describe('readShape', () => {
  it('reads the longest text and the heads, less the two positions that RoBERTa gives no token', async () => {
    const measures = { max_position_embeddings: 514, num_attention_heads: 12 };
    const shape = { maxTokens: 514, attentionHeads: 12 };
    expect(await read(JSON.stringify({ model_type: 'bert', ...measures }))).toEqual(shape);
    expect(await read(JSON.stringify({ model_type: 'xlm-roberta', ...measures }))).toEqual({
      ...shape,
      maxTokens: 512,
    });
  });

  it.each([
    ['{"model_type": "bert"}', /measures of a model: max_position_embeddings: .+; num_attention_heads: .+\.$/u],
    ['{"model_type": 7, "max_position_embeddings": 8, "num_attention_heads": 2}', /: model_type: .+ string.+\.$/u],
    ['[]', /measures of a model: .+ object.+\.$/u],
    ['{"broken": tr', /it can't be read as JSON/u],
  ])('says in a sentence what is wrong with %j', async (config, sentence) => {
    const message = await read(config).then(String, (thrown: unknown) => asError(thrown).message);
    expect(message).toMatch(sentence);
    expect(message).toContain('config.json');
    expect(message).not.toMatch(/[\n{}]/u);
  });
});
