import { readSettings, SilentLogger } from '@lexhop/foundation';
import { createModelCache } from '@lexhop/model-files';
import { temporaryFolder } from '@lexhop/model-files/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmbeddingChain } from './create-embedding-chain.js';
import { embeddingSettings } from './embedding-settings.js';

async function aChain(variables: Readonly<Record<string, string>> = {}) {
  const cache = await temporaryFolder();
  const settings = readSettings(embeddingSettings, { HF_HUB_CACHE: cache, HF_HUB_OFFLINE: 'true', ...variables });
  const chain = createEmbeddingChain(settings, new SilentLogger());
  onTestFinished(() => chain.close());
  return { chain, settings };
}

describe('createEmbeddingChain', () => {
  it('comes down to the mock on a machine that has nothing, and says of each why', async () => {
    const { chain } = await aChain({ LEXHOP_MODEL_DOWNLOAD_LIMIT_MB: '120' });
    const { model, passedOver } = await chain.choose();
    expect(model.space).toMatchObject({ provider: 'mock', semantic: false });
    expect(passedOver.map(({ name, reason }) => [name, reason.length > 20])).toEqual([
      ['bge-m3', true],
      ['gemini', true],
      ['bge-small-zh-v1.5', true],
    ]);
  });

  it('puts the folder of the settings first', async () => {
    const { chain } = await aChain({ LEXHOP_EMBEDDING_MODEL_PATH: '/nonexistent', LEXHOP_EMBEDDING_CHAIN: 'mock' });
    const { passedOver } = await chain.choose();
    expect(passedOver).toMatchObject([
      { name: 'folder', code: 'folder-without-file', facts: { folder: '/nonexistent', files: 'config.json' } },
    ]);
  });

  it('refuses a name it does not know, and lists those it does', async () => {
    await expect(aChain({ LEXHOP_EMBEDDING_CHAIN: 'bge-m3,bert' })).rejects.toThrow(
      /LEXHOP_EMBEDDING_CHAIN is "bge-m3,bert".*bge-m3, .*gemini.*mock.*"bert" is not known/u,
    );
  });

  it('finds the model of a build in another precision than the settings have now', async () => {
    const { chain } = await aChain({ LEXHOP_EMBEDDING_PRECISION: 'int8' });
    const space = {
      provider: 'onnx',
      model: 'bge-small-zh-v1.5',
      revision: '1',
      dimensions: 512,
      preparation: 'x',
    } as const;
    const wanted = { ...space, precision: 'fp32', semantic: true, reproducible: true };
    await expect(chain.modelFor(wanted)).rejects.toThrow('bge-small-zh-v1.5 is not on this machine');
  });

  it('lists the models of the registry without a request', async () => {
    const { settings } = await aChain();
    const listed = await createModelCache(settings).list();
    expect(listed.map(({ name, here }) => [name, here])).toEqual([
      ['bge-m3', false],
      ['bge-m3-int8', false],
      ['bge-m3-q4', false],
      ['bge-small-zh-v1.5', false],
      ['bge-small-zh-v1.5-int8', false],
      ['bge-reranker-v2-m3', false],
      ['bge-reranker-v2-m3-int8', false],
    ]);
  });

  it('knows no reranker as a provider: it gives no vectors', async () => {
    const { settings } = await aChain();
    const withReranker = { ...settings, LEXHOP_EMBEDDING_CHAIN: 'bge-reranker-v2-m3,mock' };
    expect(() => createEmbeddingChain(withReranker, new SilentLogger())).toThrow('"bge-reranker-v2-m3" is not known');
  });
});
