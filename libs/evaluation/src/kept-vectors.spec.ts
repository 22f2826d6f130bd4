import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeEmbeddingModel } from '@lexhop/embedding/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptVectors } from './kept-vectors.js';

describe('KeptVectors', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kept-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives the vectors of the model, row by row, and embeds a text once', async () => {
    const model = new FakeEmbeddingModel();
    const kept = await KeptVectors.open(model, folder);
    const texts = ['押金', '租金', '押金'];
    expect(await kept.embed(texts, 'passage')).toEqual(await model.embed(texts, 'passage'));
    expect(kept.embedded).toBe(2);
    await kept.close();
  });

  it('embeds nothing again after it was closed and opened', async () => {
    const first = await KeptVectors.open(new FakeEmbeddingModel(), folder);
    const vectors = await first.embed(['押金', '租金'], 'passage');
    await first.close();
    const second = await KeptVectors.open(new FakeEmbeddingModel(), folder);
    expect(await second.embed(['租金', '押金', '違約金'], 'passage')).toHaveLength(vectors.length * 1.5);
    expect(await second.embed(['押金', '租金'], 'passage')).toEqual(vectors);
    expect(second.embedded).toBe(1);
    await second.close();
  });

  it('keeps the vectors of calls that run side by side', async () => {
    const calls = [['押金', '租金'], ['違約金'], ['契約', '解除', '終止']];
    const embedAll = async () => {
      const kept = await KeptVectors.open(new FakeEmbeddingModel(), folder);
      const vectors = await Promise.all(calls.map((texts) => kept.embed(texts, 'passage')));
      await kept.close();
      return { vectors, embedded: kept.embedded };
    };
    const first = await embedAll();
    expect(first.embedded).toBe(6);
    expect(await embedAll()).toEqual({ vectors: first.vectors, embedded: 0 });
  });

  it('writes over a row that was left half-written', async () => {
    const model = new FakeEmbeddingModel();
    const first = await KeptVectors.open(model, folder);
    await first.embed(['押金'], 'passage');
    await first.close();
    const [name = ''] = await readdir(folder);
    await appendFile(path.join(folder, name), 'half a row');
    const second = await KeptVectors.open(model, folder);
    await second.embed(['租金'], 'passage');
    await second.close();
    const third = await KeptVectors.open(model, folder);
    expect(await third.embed(['押金', '租金'], 'passage')).toEqual(await model.embed(['押金', '租金'], 'passage'));
    expect(third.embedded).toBe(0);
    await third.close();
  });
});
