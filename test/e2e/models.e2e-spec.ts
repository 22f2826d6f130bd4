import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EmbeddingChainStatus } from '@lexhop/embedding';
import type { ModelListing, ModelPull } from '@lexhop/model-files';
import type { BuildEstimate } from '@lexhop/graph-build';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectStatus, importSample } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';

interface Models {
  readonly cache: string;
  readonly items: (ModelListing & { readonly pull?: ModelPull })[];
}

let folder: Awaited<ReturnType<typeof aFolder>>;
let server: TestServer;
beforeAll(async () => {
  folder = await aFolder();
  server = await TestServer.start(join(folder.path, 'data'), {
    LEXHOP_EMBEDDING_CHAIN: 'bge-m3,bge-small-zh-v1.5,gemini,mock',
    GEMINI_API_KEY: '',
    HF_HUB_OFFLINE: '1',
    LEXHOP_ACTIVATE_WITHOUT_FAILED: 'true',
    HF_HUB_CACHE: join(folder.path, 'models'),
  });
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
});

const pullOf = (name: string) => server.request<ModelPull>('POST', `/embedding/models/${name}/pull`);

describe('local models over REST', () => {
  it('are listed with their size and why they are not here', async () => {
    const { cache, items } = await expectStatus(server.request<Models>('GET', '/embedding/models'), 200);
    expect(cache).toBe(join(folder.path, 'models'));
    const model = items.find(({ name }) => name === 'bge-m3');
    expect(model).toMatchObject({ precision: 'fp32', here: false, pinning: 'pinned', bytes: 2_287_000_000 });
    expect(model?.reasons.length).toBeGreaterThan(0);
    expect(model?.pull).toBeUndefined();
  });

  it('are fetched on request; how it goes is in the status and in the list', async () => {
    const begun = await expectStatus(pullOf('bge-small-zh-v1.5'), 202);
    expect(begun).toMatchObject({ name: 'bge-small-zh-v1.5', total: 96_000_000 });
    let pull: ModelPull | undefined;
    for (const until = Date.now() + 10_000; Date.now() < until && pull?.state !== 'failed'; await wait(20)) {
      const status = server.request<EmbeddingChainStatus & { pulls: ModelPull[] }>('GET', '/embedding/status');
      [pull] = (await expectStatus(status, 200)).pulls;
    }
    expect(pull).toMatchObject({ state: 'failed', reason: expect.stringContaining('HF_HUB_OFFLINE is set') });
    const { items } = await expectStatus(server.request<Models>('GET', '/embedding/models'), 200);
    expect(items.find(({ name }) => name === 'bge-small-zh-v1.5')?.pull).toEqual(pull);
    expect(await expectStatus(server.request('DELETE', '/embedding/models/bge-small-zh-v1.5/pull'), 200)).toEqual(pull);
  });

  it('are named, or it is said which there are', async () => {
    const problem = await expectStatus(pullOf('bge-m4'), 404);
    expect(problem).toMatchObject({ code: 'model-unknown', detail: expect.stringContaining('bge-m3-int8') });
    const idle = await expectStatus(server.request('DELETE', '/embedding/models/bge-m3/pull'), 400);
    expect(idle).toMatchObject({ detail: expect.stringContaining('nothing to call off') });
  });
});

describe('the estimate of a build', () => {
  const estimate = (request: object) =>
    expectStatus(server.request<BuildEstimate>('POST', '/graphs/default/builds?dryRun=true', request), 200);

  it('says which embedding and which drafting would be used, and why not those before them', async () => {
    await importSample(server, 'default');
    const { embedding, drafting, notes } = await estimate({});
    expect(embedding).toMatchObject({ expected: 'mock', semantic: false });
    expect(embedding.chain.map(({ name, state }) => [name, state])).toEqual([
      ['bge-m3', 'passed-over'],
      ['bge-small-zh-v1.5', 'passed-over'],
      ['gemini', 'passed-over'],
      ['mock', 'ready'],
    ]);
    expect(embedding.chain[0]?.reason).toContain('HF_HUB_OFFLINE');
    expect(embedding.chain[2]?.reason).toBe('GEMINI_API_KEY is not set.');
    expect(drafting).toMatchObject({
      by: ['question-bank'],
      reason: expect.stringContaining('no language model is set'),
    });
    expect(notes.map(({ code }) => code)).toContain('not-semantic');
  });

  it('says whether articles that fail would be left out: as the request says, else as the server is set', async () => {
    expect(await estimate({})).toMatchObject({ activateWithoutFailed: true });
    expect(await estimate({ activateWithoutFailed: false })).toMatchObject({ activateWithoutFailed: false });
  });

  it('says so when the chain that is asked for can not work', async () => {
    const { embedding, notes } = await estimate({ embeddingChain: ['bge-m3'] });
    expect(embedding.expected).toBeUndefined();
    expect(notes.map(({ code }) => code)).toContain('no-embedding');
  });
});
