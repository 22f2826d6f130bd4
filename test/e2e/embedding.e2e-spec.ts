import { type IncomingMessage, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import type { EmbeddingChainStatus } from '@lexhop/embedding';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimilarityAnswer, VectorsAnswer } from './support/embedding-answers.js';
import { expectStatus } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';

let folder: Awaited<ReturnType<typeof aFolder>>;
beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

describe('embedding over REST', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start(join(folder.path, 'mock'));
  });
  afterAll(() => server.stop());
  const vectors = (body: object) => server.request<VectorsAnswer>('POST', '/embedding/vectors', body);

  it('says what is known before anything was embedded, and what is in use after', async () => {
    const root = async () => (await fetch(server.url, { headers: { accept: 'application/json' } })).json();
    expect(await root()).toMatchObject({ name: 'LexHop', embedding: null, links: { docs: '/api/v1/docs' } });
    const before = await expectStatus(server.request<EmbeddingChainStatus>('GET', '/embedding/status'), 200);
    expect(before).toEqual({ chain: [{ name: 'mock', state: 'not-tried' }], models: [], pulls: [] });
    await expectStatus(vectors({ text: '第一條' }), 200);
    const after = await expectStatus(server.request<EmbeddingChainStatus>('GET', '/embedding/status'), 200);
    expect(after).toMatchObject({
      chain: [{ name: 'mock', state: 'ready' }],
      inUse: 'mock',
      models: [{ space: { dimensions: 256, precision: 'fp32', semantic: false }, runtime: { device: 'cpu' } }],
    });
    expect(after.models[0]?.runtime?.textsPerSecond).toBeGreaterThan(0);
    expect(await root()).toMatchObject({ embedding: { from: 'chain', provider: 'mock', semantic: false } });
  });

  it('gives browsers the console, under a policy that lets nothing inline in', async () => {
    const page = await fetch(server.url, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(await page.text()).toContain('<div id="console">');
  });

  it('embeds one text and many alike, and names the space', async () => {
    const one = await expectStatus(vectors({ text: '第二條' }), 200);
    const many = await expectStatus(vectors({ texts: ['第一條', '第二條'], role: 'passage' }), 200);
    expect(one.model).toMatchObject({ name: 'mock', semantic: false });
    expect(many.items).toHaveLength(2);
    expect(many.items[1]?.dense).toEqual(one.items[0]?.dense);
    expect(Math.hypot(...(one.items[0]?.dense ?? []))).toBeCloseTo(1, 5);
  });

  it('refuses outputs that the model does not have, and more than the bounds, with the reason', async () => {
    const missing = await expectStatus(vectors({ text: 'x', outputs: ['dense', 'sparse'] }), 400);
    expect(missing).toMatchObject({ code: 'embedding-output-missing', outputs: ['dense'] });
    const tooMany = await expectStatus(vectors({ texts: Array.from({ length: 257 }, () => 'x') }), 400);
    expect(tooMany).toMatchObject({ code: 'bad-request', detail: expect.stringContaining('256 texts at most') });
    const tooLarge = await expectStatus(vectors({ text: 'x'.repeat(2_000_000) }), 413);
    expect(tooLarge).toMatchObject({ code: 'body-too-large', detail: expect.stringContaining('1 MiB') });
    const stream = await fetch(`${server.url}/api/v1/embedding/vectors?outputs=sparse`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{"text":"x"}\n',
    });
    expect([stream.status, ((await stream.json()) as { code: string }).code]).toEqual([
      400,
      'embedding-output-missing',
    ]);
  });

  it('says which content types may be sent, whatever the case they are written in', async () => {
    const send = (type: string, body = '{"text":"x"}') =>
      fetch(`${server.url}/api/v1/embedding/vectors`, { method: 'POST', headers: { 'content-type': type }, body });
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/octet-stream']) {
      const refused = await send(type);
      expect([type, refused.status]).toEqual([type, 400]);
      const sentence = `Send application/json or application/x-ndjson as content-type, not ${type}.`;
      expect(await refused.json()).toMatchObject({ code: 'bad-request', detail: sentence });
    }
    const answered = await send('Application/X-NDJSON; charset=utf-8', '{"id":"a","text":"x"}\n');
    expect([answered.status, (await answered.text()).startsWith('{"id":"a"')]).toEqual([200, true]);
  });

  it('answers a stream of lines with a stream of lines, in order, a wrong one at its place', async () => {
    const texts = Array.from({ length: 3000 }, (_, number) => `第 ${number} 條的內容是 ${number * 7}`);
    const lines = texts.map((text, number) =>
      number === 1500 ? 'not json' : JSON.stringify({ id: `t${number}`, text }),
    );
    const response = await fetch(`${server.url}/api/v1/embedding/vectors?role=passage`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    });
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    expect(response.headers.get('lexhop-embedding-space')).toContain('mock/character-n-grams');
    expect(response.headers.get('lexhop-semantic')).toBe('false');
    const answers = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id?: string; dense?: number[]; line?: number });
    expect(answers.map(({ id, line }) => id ?? line)).toEqual(
      texts.map((_, number) => (number === 1500 ? 1501 : `t${number}`)),
    );
    const alone = await expectStatus(vectors({ text: texts[2999] }), 200);
    expect(answers[2999]?.dense).toEqual(alone.items[0]?.dense);
  });

  it('answers a line of a stream before the next one is sent, and outlives a client that hangs up', async () => {
    const sending = httpRequest(`${server.url}/api/v1/embedding/vectors`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const answered = new Promise<IncomingMessage>((resolve) => sending.once('response', resolve));
    sending.write('{"id":"a","text":"一"}\n');
    const answers = (await answered).setEncoding('utf8')[Symbol.asyncIterator]();
    expect((await answers.next()).value).toMatch(/^\{"id":"a"/);
    sending.write('{"id":"b","text":"二"}\n');
    expect((await answers.next()).value).toMatch(/^\{"id":"b"/);
    sending.on('error', () => {}).destroy();
    await answers.next().catch(() => undefined);
    await expectStatus(vectors({ text: '三' }), 200);
  });

  it('compares pairs by what the model has', async () => {
    const pairs = [
      { query: '商標權', passage: '商標權' },
      { query: '商標權', passage: '租賃契約' },
    ];
    const { items } = await expectStatus(
      server.request<SimilarityAnswer>('POST', '/embedding/similarity', { pairs }),
      200,
    );
    expect(items[0]?.dense).toBeCloseTo(1, 5);
    expect(items[1]?.dense).toBeLessThan(0.5);
    for (const item of items) expect(item.hybrid).toBeCloseTo(item.dense, 6);
  });
});
