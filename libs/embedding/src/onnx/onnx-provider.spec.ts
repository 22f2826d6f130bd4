import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asError, readSettings, SilentLogger } from '@lexhop/foundation';
import type { ModelEntry } from '@lexhop/model-files';
import {
  aCache,
  anEntry,
  generatedFiles,
  someSources,
  startHub,
  temporaryFolder,
  writeFiles,
} from '@lexhop/model-files/testing';
import type { DownloadProgress } from '../chain/embedding-provider.js';
import { embeddingSettings } from '../embedding-settings.js';
import { onnxProvider } from './onnx-provider.js';
import { readShape } from './folder-provider.js';

async function aProvider(changes: Partial<ModelEntry> = {}, variables: Readonly<Record<string, string>> = {}) {
  const hub = await startHub(generatedFiles);
  const cache = path.join(await temporaryFolder(), 'hub');
  const entry = anEntry(changes);
  const settings = readSettings(embeddingSettings, variables);
  const local = { settings, logger: new SilentLogger() };
  const provider = onnxProvider('tiny', entry, {
    cache: aCache(someSources({ cache, endpoint: hub.endpoint }), entry),
    local,
  });
  const open = async (download: boolean, onProgress?: (progress: DownloadProgress) => void) => {
    const model = await provider.open({ download, ...(onProgress ? { onProgress } : {}) });
    onTestFinished(() => model.close());
    return model;
  };
  return { hub, provider, open };
}

describe('onnxProvider', () => {
  it('fetches a model that is not here, tells how far it is, and embeds with it', async () => {
    const { open, provider } = await aProvider();
    const seen: DownloadProgress[] = [];
    const model = await open(true, (progress) => void seen.push(progress));
    expect(await model.embed(['abc'], 'passage')).toHaveLength(16);
    expect(seen.at(-1)).toMatchObject({ name: 'tiny', file: 'config.json' });
    expect(provider.serves(model.space)).toBe(true);
    expect(provider.serves({ ...model.space, precision: 'int8' })).toBe(false);
  });

  it('foresees that it would fetch, and makes no request for it; then that its files are here', async () => {
    const { open, provider, hub } = await aProvider();
    expect(await provider.outlook()).toMatchObject({ state: 'fetch', bytes: 10_000 });
    expect(hub.requests).toEqual([]);
    await open(true);
    expect(await provider.outlook()).toMatchObject({ state: 'ready' });
  });

  it('foresees that it may not fetch so much', async () => {
    const { provider } = await aProvider({ bytes: 2_000_000 }, { LEXHOP_MODEL_DOWNLOAD_LIMIT_MB: '1' });
    expect(await provider.outlook()).toEqual({
      state: 'passed-over',
      reason: 'its 2 MB are more than LEXHOP_MODEL_DOWNLOAD_LIMIT_MB (1) lets a build fetch unasked.',
      code: 'download-over-limit',
      facts: { megabytes: '2', limit: 1 },
    });
  });

  it('has the same space when it is opened again, without a request', async () => {
    const { open, hub } = await aProvider();
    const first = await open(true);
    const requests = hub.requests.length;
    const again = await open(false);
    expect(again.space).toEqual(first.space);
    expect(again.space.revision).toMatch(/^[0-9a-f]{12}$/u);
    expect(hub.requests).toHaveLength(requests);
  });

  it('makes no request where it may not download', async () => {
    const { open, hub } = await aProvider();
    await expect(open(false)).rejects.toMatchObject({
      code: 'model-missing',
      hint: 'Fetch it with: lexhop models pull tiny',
    });
    expect(hub.requests).toEqual([]);
  });

  it.each([
    [
      'it is larger than may be fetched unasked',
      { bytes: 121e6 },
      /its 121 MB are more than LEXHOP_MODEL_DOWNLOAD_LIMIT_MB \(120\)/u,
    ],
    [
      'the disk has no room',
      { needs: { disk: 1e18, memory: 0 } },
      /needs 1,000,000,000,000 MB of disk, and [\d,]+ MB are free/u,
    ],
    [
      'memory has no room',
      { needs: { disk: 0, memory: 1e18 } },
      /needs 1,000,000,000,000 MB of memory, and [\d,]+ MB are free/u,
    ],
  ])('fetches nothing when %s, and says so', async (_, changes, sentence) => {
    const { open, hub } = await aProvider(changes, { LEXHOP_MODEL_DOWNLOAD_LIMIT_MB: '120' });
    await expect(open(true)).rejects.toThrow(sentence);
    expect(hub.requests).toEqual([]);
  });
});

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
