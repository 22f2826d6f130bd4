import { join } from 'node:path';
import { geminiKey, quotaOf, startGeminiWire, startOpenAiWire, status, well } from '@lexhop/embedding/testing';
import type { Build } from '@lexhop/graph-model';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildToEnd, expectStatus, importSample } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';

const graph = 'sample';
let folder: Awaited<ReturnType<typeof aFolder>>;
let wire: Awaited<ReturnType<typeof startOpenAiWire>>;
beforeAll(async () => {
  [folder, wire] = await Promise.all([aFolder(), startOpenAiWire('tei')]);
});
afterAll(async () => {
  await wire.close();
  await folder.remove();
});

async function aServer(): Promise<TestServer> {
  const server = await TestServer.start(join(folder.path, 'data'), {
    LEXHOP_EMBEDDING_CHAIN: 'openai-compatible',
    LEXHOP_OPENAI_EMBEDDING_BASE_URL: wire.url,
    LEXHOP_OPENAI_EMBEDDING_MODEL: 'bge-m3',
  });
  onTestFinished(() => server.stop());
  return server;
}

function ask(server: TestServer, mode: string) {
  return server.request('POST', `/graphs/${graph}/retrieve`, { query: '著作權的合理使用', mode });
}

describe('a graph embedded by a server of OpenAI’s kind', () => {
  it('answers, and is never mixed with what another model under the same name gives', async () => {
    const first = await aServer();
    await importSample(first, graph);
    const build = await buildToEnd(first, graph);
    expect(build).toMatchObject({
      state: 'active',
      space: { provider: 'openai-compatible', model: `${new URL(wire.url).host}/bge-m3`, dimensions: 64 },
    });
    await expectStatus(ask(first, 'dense'), 200);
    await first.stop();

    const again = await aServer();
    await expectStatus(ask(again, 'dense'), 200);
    await again.stop();

    wire.changeModel('another');
    const changed = await aServer();
    const refused = await expectStatus(ask(changed, 'dense'), 503);
    expect(refused).toMatchObject({ code: 'embedding-space-unavailable' });
    expect(JSON.stringify(refused)).toContain('it runs another model under this name by now');
    await expectStatus(ask(changed, 'bm25'), 200);
    expect(await buildToEnd(changed, graph, { from: 'scratch' })).toMatchObject({ state: 'failed' });
  });
});

describe('a build by Gemini, whose quota of the day is used up', () => {
  it('ends with the provider’s words and when it begins anew, in place of waiting', async () => {
    const gemini = await startGeminiWire();
    onTestFinished(() => gemini.close());
    const usedUp = quotaOf('EmbedContentRequestsPerDayPerUserPerProjectPerModel-FreeTier', 1000, '41s');
    gemini.next.push(well, ...Array.from({ length: 100 }, () => status(429, usedUp)));
    const server = await TestServer.start(join(folder.path, 'day'), {
      LEXHOP_EMBEDDING_CHAIN: 'gemini',
      GEMINI_API_KEY: geminiKey,
      LEXHOP_GEMINI_BASE_URL: gemini.url,
    });
    onTestFinished(() => server.stop());
    await importSample(server, graph);
    const build: Build = await buildToEnd(server, graph);
    expect(build).toMatchObject({ state: 'failed', step: 'embed' });
    expect(build.waiting).toBeUndefined();
    expect(build.failures[0]?.sentence).toMatch(/quota of the day is used up.*midnight, Pacific time.*limit: 1000/u);
    expect(JSON.stringify(build)).not.toContain(geminiKey);
  });
});
