import path from 'node:path';
import { generatedModel, temporaryFolder, writeFiles } from '@lexhop/model-files/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ModelDescription } from './model-description.js';
import { ModelThreads } from './model-threads.js';

async function aDescription(changes: Partial<ModelDescription> = {}): Promise<ModelDescription> {
  const folder = await temporaryFolder();
  await writeFiles(folder, generatedModel());
  return {
    name: 'tiny',
    files: { graph: path.join(folder, 'onnx/model.onnx'), tokenizer: path.join(folder, 'tokenizer.json') },
    shape: { maxTokens: 64, attentionHeads: 2 },
    device: 'cpu',
    threads: 1,
    copies: 1,
    cutting: { length: 64 },
    batchTokens: 512,
    attentionBytes: 2 ** 28,
    alone: true,
    ...changes,
  };
}

function aModel(description: ModelDescription): ModelThreads {
  const model = new ModelThreads(description);
  onTestFinished(() => model.close());
  return model;
}

describe('ModelThreads', () => {
  it('gives the same vectors, bit by bit and in order, from one copy of a model and from several', async () => {
    const description = await aDescription();
    const texts = [
      'abc',
      'a'.repeat(60),
      '',
      'xyz',
      'abc',
      ...Array.from({ length: 50 }, (_, place) => `q${'z'.repeat(place)}`),
    ];
    const request = { texts, outputs: ['dense'] as const };
    const alone = await aModel(description).embed(request);
    for (const copies of [2, 3]) {
      const shared = await aModel({ ...description, copies }).embed(request);
      expect(shared).toEqual({ ...alone, processMemoryBytes: expect.any(Number) as number });
    }
  });

  it('embeds fewer texts than there are copies, and none', async () => {
    const model = aModel(await aDescription({ copies: 3 }));
    expect((await model.embed({ texts: ['abc'], outputs: ['dense'] })).dense).toHaveLength(16);
    expect((await model.embed({ texts: [], outputs: ['dense'] })).dense).toHaveLength(0);
  });

  it('stops every copy when it is called off, and goes on with other calls', async () => {
    const model = aModel(await aDescription({ copies: 2 }));
    const controller = new AbortController();
    const texts = Array.from({ length: 20_000 }, (_, place) => `text ${place}`);
    const long = model.embed({ texts, outputs: ['dense'], signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(long).rejects.toThrow('enough');
    expect((await model.embed({ texts: ['a', 'b'], outputs: ['dense'] })).dense).toHaveLength(32);
  });

  it('says of a file that can not be loaded which it is, at each call', async () => {
    const description = await aDescription({ copies: 2 });
    const files = { ...description.files, graph: `${description.files.graph}.gone` };
    const model = aModel({ ...description, files });
    for (let call = 0; call < 2; call++) await expect(model.load()).rejects.toThrow('.gone');
  });
});
