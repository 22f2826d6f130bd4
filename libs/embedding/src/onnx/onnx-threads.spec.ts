import path from 'node:path';
import { generatedModel, temporaryFolder, writeFiles } from '@lexhop/model-files/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { threadsOfFile } from '../testing/threads-of-file.js';
import type { ModelDescription } from './model-description.js';

const threads = threadsOfFile(3);

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

async function aModel(description: ModelDescription) {
  const model = await threads.load(description);
  onTestFinished(() => model.unload());
  return model;
}

describe('OnnxThreads', () => {
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
    const alone = await (await aModel(description)).embed(request);
    for (const copies of [2, 3]) {
      const shared = await (await aModel({ ...description, copies })).embed(request);
      expect(shared).toEqual({ ...alone, processMemoryBytes: expect.any(Number) as number });
    }
  });

  it('embeds fewer texts than there are copies, and none', async () => {
    const model = await aModel(await aDescription({ copies: 3 }));
    expect((await model.embed({ texts: ['abc'], outputs: ['dense'] })).dense).toHaveLength(16);
    expect((await model.embed({ texts: [], outputs: ['dense'] })).dense).toHaveLength(0);
  });

  it('stops every copy when it is called off, and goes on with other calls', async () => {
    const model = await aModel(await aDescription({ copies: 2 }));
    const controller = new AbortController();
    const texts = Array.from({ length: 20_000 }, (_, place) => `text ${place}`);
    const long = model.embed({ texts, outputs: ['dense'], signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(long).rejects.toThrow('enough');
    expect((await model.embed({ texts: ['a', 'b'], outputs: ['dense'] })).dense).toHaveLength(32);
  });

  it('loads no copy where one can not be loaded', async () => {
    const description = await aDescription({ copies: 2 });
    const files = { ...description.files, graph: `${description.files.graph}.gone` };
    await expect(threads.load({ ...description, files })).rejects.toThrow('.gone');
  });
});
