import path from 'node:path';
import { FakeEmbeddingModel, FakeHybridEmbeddingModel } from '@lexhop/embedding/testing';
import { readSettings } from '@lexhop/foundation';
import { FakeLanguageModel } from '@lexhop/language-model/testing';
import { aCache, someSources, temporaryFolder } from '@lexhop/model-files/testing';
import { describe, expect, it } from 'vitest';
import { BoundedReranker } from './bounded-reranker.js';
import { Rerankers, type RerankersParts } from './rerankers.js';
import { rerankingSettings } from './settings.js';
import { FakeReranker } from './testing/fake-reranker.js';
import { describeReranker } from './testing/reranker.contract.js';

const languageModel = new FakeLanguageModel(() => ({ order: [2, 1] }));
const { space } = new FakeEmbeddingModel();

async function rerankers(variables: Readonly<Record<string, string>>, parts: Partial<RerankersParts> = {}) {
  const cache = aCache(someSources({ cache: path.join(await temporaryFolder(), 'hub') }));
  const embeddingFor = async () => new FakeHybridEmbeddingModel();
  return new Rerankers(readSettings(rerankingSettings, variables), { cache, embeddingFor, ...parts });
}

describe('the reranker of the settings', () => {
  it('is the language model, where one is set and nothing else is said', async () => {
    const unset = await rerankers({});
    expect((await unset.of({ languageModel, space }))?.model.provider).toBe('language-model');
    expect(await unset.of({ languageModel: undefined, space })).toBeUndefined();
    expect(await (await rerankers({ LEXHOP_RERANKER: 'none' })).of({ languageModel, space })).toBeUndefined();
  });

  it('is a server, once its address is set', async () => {
    const without = await rerankers({ LEXHOP_RERANKER: 'http' });
    await expect(without.of({ languageModel, space })).rejects.toThrow('LEXHOP_RERANKER_BASE_URL is not set');
    const address = { LEXHOP_RERANKER_BASE_URL: 'http://127.0.0.1:9/v1', LEXHOP_RERANKER_MODEL: 'bge' };
    const set = await rerankers({ LEXHOP_RERANKER: 'http', ...address });
    expect((await set.of({ languageModel, space }))?.model).toMatchObject({ provider: 'http', model: 'bge' });
  });

  it('is the model that embedded the build, where it gives more than dense vectors', async () => {
    const variables = { LEXHOP_RERANKER: 'multi-vector' };
    const able = await rerankers(variables);
    expect((await able.of({ languageModel, space }))?.model).toMatchObject({ provider: 'multi-vector', model: 'fake' });
    await expect(able.of({ languageModel, space: undefined })).rejects.toThrow('no embedding space');
    const denseOnly = await rerankers(variables, { embeddingFor: async () => new FakeEmbeddingModel() });
    await expect(denseOnly.of({ languageModel, space })).rejects.toThrow('gives dense vectors alone');
    const away = await rerankers(variables, { embeddingFor: () => Promise.reject(new Error('It is away.')) });
    await expect(away.of({ languageModel, space })).rejects.toMatchObject({ code: 'reranking-failed' });
  });

  it('is a cross-encoder of this machine, or says how to fetch it', async () => {
    const local = await rerankers({ LEXHOP_RERANKER: 'bge-reranker-v2-m3-int8' });
    await expect(local.of({ languageModel, space })).rejects.toThrow('lexhop models pull bge-reranker-v2-m3-int8');
    await local.close();
  });

  it('reads no more passages than are set', async () => {
    const few = await rerankers({ LEXHOP_RERANKER: 'multi-vector', LEXHOP_RERANKER_PASSAGES: '7' });
    expect((await few.of({ languageModel, space }))?.limits.passages).toBe(7);
    const many = await rerankers({ LEXHOP_RERANKER_PASSAGES: '40' });
    expect((await many.of({ languageModel, space }))?.limits.passages).toBe(20);
  });
});

describeReranker('A bounded one', () => new BoundedReranker(new FakeReranker(), { time: 60_000 }));

describe('BoundedReranker', () => {
  it('gives up when its time is over, and tells the call to stop', async () => {
    let told = false;
    class Slow extends FakeReranker {
      override rerank(_: string, __: readonly string[], { signal }: { readonly signal?: AbortSignal } = {}) {
        return new Promise<never>((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            told = true;
            reject(signal.reason as Error);
          });
        });
      }
    }
    const late = new BoundedReranker(new Slow(), { time: 5 }).rerank('押金', ['租金', '押金']);
    await expect(late).rejects.toThrow('shared-characters: it did not order 2 passages within 0.005 s.');
    expect(told).toBe(true);
  });
});
