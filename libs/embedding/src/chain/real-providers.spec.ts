import path from 'node:path';
import { readSettings, SilentLogger } from '@lexhop/foundation';
import type { ModelEntry } from '@lexhop/model-files';
import {
  aCache,
  anEntry,
  generatedFiles,
  type Mischief,
  someSources,
  startHub,
  temporaryFolder,
} from '@lexhop/model-files/testing';
import { embeddingSpaceId } from '@lexhop/graph-model';
import { InMemoryRateLimiter } from '@lexhop/rate-limit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { embeddingSettings } from '../embedding-settings.js';
import { geminiProvider } from '../gemini/gemini-embedding-model.js';
import { mockProvider } from '../mock-embedding-model.js';
import { onnxProvider } from '../onnx/onnx-provider.js';
import { type GeminiAnswer, geminiKey, quota, startGeminiWire, status } from '../testing/gemini-wire.js';
import type { DialectName } from '../testing/openai-dialects.js';
import { answers, type OpenAiAnswer, openAiKey, startOpenAiWire } from '../testing/openai-wire.js';
import { createEmbeddingChain } from '../create-embedding-chain.js';
import { EmbeddingChain } from './embedding-chain.js';

interface Circumstances {
  readonly entry?: Partial<ModelEntry>;
  readonly files?: Readonly<Record<string, Buffer>>;
  readonly mischief?: Mischief;
  readonly noHub?: boolean;
  readonly offline?: boolean;
  readonly answer?: GeminiAnswer;
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

const nobody = 'http://127.0.0.1:1';

/** A local model from a hub, then Gemini over its wire, then the mock, in these circumstances. */
async function aChain({ entry, files, mischief, noHub, offline = false, answer, variables }: Circumstances) {
  const hub = await startHub(files ?? generatedFiles);
  if (mischief) hub.misbehave(mischief, mischief, mischief, mischief);
  const wire = await startGeminiWire();
  onTestFinished(() => wire.close());
  if (answer) wire.next.push(answer);
  const gemini = { GEMINI_API_KEY: geminiKey, LEXHOP_GEMINI_BASE_URL: wire.url };
  const settings = readSettings(embeddingSettings, { ...gemini, ...variables });
  const logger = new SilentLogger();
  const cache = path.join(await temporaryFolder(), 'hub');
  const sources = someSources({ cache, offline, endpoint: noHub ? nobody : hub.endpoint });
  const tiny = anEntry(entry);
  const local = { settings, logger };
  const providers = [
    onnxProvider('tiny', tiny, { cache: aCache(sources, tiny), local }),
    geminiProvider(settings, new InMemoryRateLimiter()),
    mockProvider(256),
  ];
  const chain = new EmbeddingChain({ providers, chain: 'tiny,gemini,mock', logger });
  onTestFinished(() => chain.close());
  return chain;
}

const otherBytes: Mischief = (_, response) => {
  response.writeHead(200).end(Buffer.alloc(generatedFiles['onnx/model.onnx']?.length ?? 0, 7));
  return true;
};
const cut: Mischief = (_, response) => {
  response.writeHead(200, { 'content-length': 5_000 });
  response.write('half', () => response.destroy());
  return true;
};

const withoutGraph = Object.fromEntries(Object.entries(generatedFiles).filter(([file]) => file !== 'onnx/model.onnx'));

const localFailures: readonly (readonly [string, Circumstances, RegExp])[] = [
  ['the hub can not be reached', { noHub: true }, /could not be|fetch failed|ECONNREFUSED/u],
  ['no request may be made', { offline: true }, /HF_HUB_OFFLINE/u],
  ['a file is not on the hub', { files: withoutGraph }, /onnx\/model/u],
  ['other bytes come than the hub names', { mischief: otherBytes }, /sha256|SHA-256|digest/u],
  ['the line is cut every time', { mischief: cut }, /4 attempts/u],
  [
    'the graph is no graph',
    { files: { ...generatedFiles, 'onnx/model.onnx': Buffer.alloc(2_000, 1) } },
    /can't be loaded/u,
  ],
  ['it is larger than may be fetched', { entry: { bytes: 4e9 } }, /more than LEXHOP_MODEL_DOWNLOAD_LIMIT_MB/u],
  ['the disk has no room', { entry: { needs: { disk: 1e18, memory: 0 } } }, /MB of disk/u],
  ['memory has no room', { entry: { needs: { disk: 0, memory: 1e18 } } }, /MB of memory/u],
];

const geminiFailures: readonly (readonly [string, Circumstances, RegExp])[] = [
  ['has no key', { variables: { GEMINI_API_KEY: undefined } }, /GEMINI_API_KEY is not set/u],
  ['refuses the key', { answer: status(403, { error: { message: 'API key not valid.' } }) }, /403.*API key not valid/u],
  ['does not know the model', { answer: status(404, { error: { message: 'model not found' } }) }, /404/u],
  ['asks to wait an hour', { answer: status(429, quota('3600s')) }, /asks to wait 3600 s/u],
  ['can not be reached', { variables: { LEXHOP_GEMINI_BASE_URL: nobody } }, /fetch failed/u],
];

describe('a chain of real providers', () => {
  it('takes the local model where nothing fails', async () => {
    const { name, passedOver } = await (await aChain({})).choose();
    expect({ name, passedOver }).toEqual({ name: 'tiny', passedOver: [] });
  });

  it.each(localFailures)('comes to Gemini when %s, and says so', async (_, circumstances, reason) => {
    const chain = await aChain(circumstances);
    const { name, model, passedOver } = await chain.choose();
    expect(name).toBe('gemini');
    expect(model.space).toMatchObject({ provider: 'gemini', semantic: true });
    expect(passedOver).toMatchObject([{ name: 'tiny', reason: expect.stringMatching(reason) as string }]);
    expect(chain.status().inUse).toBe('gemini');
  });

  it.each(geminiFailures)('comes to the mock, marked as one, when Gemini %s too', async (_, circumstances, reason) => {
    const { name, model, passedOver } = await (await aChain({ offline: true, ...circumstances })).choose();
    expect(name).toBe('mock');
    expect(model.space.semantic).toBe(false);
    expect(passedOver[1]).toMatchObject({ name: 'gemini', reason: expect.stringMatching(reason) as string });
    expect(JSON.stringify(passedOver)).not.toContain(geminiKey);
  });

  it('fails, with the reason, where the one provider of the chain does', async () => {
    const chain = await aChain({ noHub: true });
    await expect(chain.choose({ chain: 'tiny' })).rejects.toMatchObject({ code: 'no-embedding-model' });
  });
});

describe('a server of OpenAI’s kind in the chain', () => {
  async function aServer(name?: DialectName) {
    const wire = await startOpenAiWire(name);
    onTestFinished(() => wire.close());
    return wire;
  }

  /** The chain of the settings over such a server, or none. */
  function chainOver(url: string | undefined, variables: Readonly<Record<string, string>> = {}) {
    const logger = new SilentLogger();
    const environment = {
      ...(url === undefined ? {} : { LEXHOP_OPENAI_EMBEDDING_BASE_URL: url }),
      LEXHOP_OPENAI_EMBEDDING_MODEL: 'bge-m3',
      LEXHOP_OPENAI_EMBEDDING_API_KEY: openAiKey,
      HF_HUB_OFFLINE: '1',
      HF_HUB_CACHE: '/nonexistent',
      ...variables,
    };
    const chain = createEmbeddingChain(readSettings(embeddingSettings, environment), logger);
    onTestFinished(() => chain.close());
    return chain;
  }

  it('stands after bge-m3 where its address is set, and is left out where it is not', async () => {
    const { url } = await aServer('tei');
    const chosen = await chainOver(url).choose();
    expect(chosen.name).toBe('openai-compatible');
    expect(chosen.passedOver.map(({ name }) => name)).toEqual(['bge-m3']);
    const without = await chainOver(undefined).choose();
    expect(without.passedOver.map(({ name }) => name)).toEqual(['bge-m3', 'gemini', 'bge-small-zh-v1.5']);
  });

  it('is found by the address that requests go to, too', async () => {
    const { url } = await aServer('tei');
    const { model } = await chainOver(`${url}/embeddings/`, { LEXHOP_EMBEDDING_CHAIN: 'openai-compatible' }).choose();
    expect(model.space.model).toBe(`${new URL(url).host}/bge-m3`);
  });

  const failures: readonly (readonly [string, OpenAiAnswer | undefined, Readonly<Record<string, string>>, RegExp])[] = [
    ['is not there', undefined, { LEXHOP_OPENAI_EMBEDDING_BASE_URL: nobody }, /no answer came from 127\.0\.0\.1:1/u],
    [
      'refuses the key',
      answers(401, { error: { message: 'Incorrect API key' } }),
      {},
      /refused: 401 Incorrect API key/u,
    ],
    [
      'has no such model',
      answers(404, { error: { message: 'model not found, try pulling it' } }),
      {},
      /404 model not/u,
    ],
    ['is another program', answers(200, '<html>', { 'content-type': 'text/html' }), {}, /a page \(text\/html\)/u],
    ['asks to wait an hour', answers(429, {}, { 'retry-after': '3600' }), {}, /asks to wait 3600 s/u],
    ['has other dimensions', undefined, { LEXHOP_OPENAI_EMBEDDING_DIMENSIONS: '32' }, /dimensions/u],
    ['says an error in a 200', answers(200, { error: { message: 'no capacity', code: 401 } }), {}, /401 no capacity/u],
  ];
  it.each(failures)('comes to the next, with the reason, when it %s', async (_, answer, variables, reason) => {
    const wire = await aServer('tei');
    if (answer) wire.next.push(answer);
    const chain = chainOver(wire.url, { LEXHOP_EMBEDDING_CHAIN: 'openai-compatible,mock', ...variables });
    const { name, passedOver } = await chain.choose();
    expect(name).toBe('mock');
    expect(passedOver).toMatchObject([{ name: 'openai-compatible', reason: expect.stringMatching(reason) as string }]);
    expect(JSON.stringify(passedOver)).not.toContain(openAiKey);
  });

  it('answers for the space of an earlier start, and is an error where it runs another model by now', async () => {
    const wire = await aServer('infinity');
    const only = { LEXHOP_EMBEDDING_CHAIN: 'openai-compatible' };
    const { model } = await chainOver(wire.url, only).choose();
    const again = await chainOver(wire.url, only).modelFor(model.space);
    expect(await again.embed(['押金'], 'query')).toEqual(await model.embed(['押金'], 'query'));
    wire.changeModel('another');
    const changed = chainOver(wire.url, only);
    await expect(changed.modelFor(model.space)).rejects.toMatchObject({ code: 'embedding-space-unavailable' });
    await expect(changed.modelFor(model.space)).rejects.toThrow('it runs another model under this name by now');
    await expect(changed.choose({ known: [model.space] })).rejects.toThrow('LEXHOP_OPENAI_EMBEDDING_REVISION');
    const meant = chainOver(wire.url, { ...only, LEXHOP_OPENAI_EMBEDDING_REVISION: 'v2' });
    const { model: next } = await meant.choose({ known: [model.space] });
    expect(embeddingSpaceId(next.space)).not.toBe(embeddingSpaceId(model.space));
  });
});
