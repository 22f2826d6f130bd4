import type { ServerResponse } from 'node:http';
import { InMemoryRateLimiter } from '@lexhop/rate-limit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { comparePairs } from '../similarity.js';
import { type DialectName, dialects } from '../testing/openai-dialects.js';
import { answers, type OpenAiAnswer, openAiKey, startOpenAiWire } from '../testing/openai-wire.js';
import { vectorsOf } from '../vectors-of-texts.js';
import { OpenAiEmbeddingModel } from './openai-embedding-model.js';

const spladeServer = 'tei beside one of SPLADE';

async function aServer(name: DialectName = spladeServer, first: readonly OpenAiAnswer<unknown>[] = []) {
  const wire = await startOpenAiWire(name);
  onTestFinished(() => wire.close());
  wire.sparse.next.push(...first);
  const model = await OpenAiEmbeddingModel.open({
    baseUrl: wire.url,
    model: 'bge-m3',
    apiKey: openAiKey,
    timeoutMs: 5_000,
    retry: { attempts: 4, firstWaitMs: 1, longestWaitMs: 5_000 },
    turns: { limiter: new InMemoryRateLimiter(), limits: {} },
  });
  return { wire, model };
}

const sparseOf = (model: OpenAiEmbeddingModel, texts: readonly string[]) =>
  vectorsOf(model, { texts, role: 'passage', outputs: ['sparse'] });
const code = (character: string) => character.codePointAt(0) ?? 0;

describe('a server with /embed_sparse', () => {
  it('gives sparse vectors beside dense ones, and its space names whose they are', async () => {
    const { wire, model } = await aServer();
    const { host } = new URL(wire.url);
    expect(model.outputs).toEqual(['dense', 'sparse']);
    expect(model.sparseSpace).toBe(`${host}/embed_sparse/naver/splade-v3@6d42c2f`);
    expect(model.runtime().sparse).toBe(model.sparseSpace);
    const [vector] = await sparseOf(model, ['押金押']);
    expect(vector?.sparse).toEqual(
      new Map([
        [code('押'), Math.log1p(2)],
        [code('金'), Math.log1p(1)],
      ]),
    );
  });

  it('counts in the comparison of pairs, where both sides are of its model', async () => {
    const { model } = await aServer();
    const pairs = [
      { query: '押金', passage: '押金之返還。' },
      { query: '押金', passage: '董事會之決議。' },
    ];
    const [near, far] = await comparePairs(model, pairs);
    expect(near?.sparse).toBeGreaterThan(0);
    expect(far?.sparse).toBe(0);
    expect(near?.hybrid).toBeCloseTo((0.4 * (near?.dense ?? 0) + 0.2 * (near?.sparse ?? 0)) / 0.6, 6);
  });

  it('is sent no more and no longer texts than it takes, and a long text has the weights of all its pieces', async () => {
    const { wire, model } = await aServer();
    wire.sparse.asked.length = 0;
    const texts = Array.from({ length: 20 }, (_, index) => `租金${index}`);
    const long = `始${'租'.repeat(1_200)}末`;
    const vectors = await sparseOf(model, [...texts, long]);
    expect([...(vectors[20]?.sparse?.keys() ?? [])]).toEqual(expect.arrayContaining([code('始'), code('末')]));
    expect(vectors[7]?.sparse?.has(code('7'))).toBe(true);
    const taken = wire.sparse.asked.filter(({ inputs }) => inputs.length <= 8);
    expect(taken.flatMap(({ inputs }) => inputs).every(({ length }) => length <= 510)).toBe(true);
    expect(wire.sparse.asked.every(({ truncate }) => truncate === false)).toBe(true);
  });

  it.each<[string, OpenAiAnswer<unknown>]>([
    ['a 429', answers(429, { error: 'Model is overloaded', error_type: 'Overloaded' })],
    ['a 424 of a backend that is down', answers(424, { error: 'Backend is not running', error_type: 'Backend' })],
    ['too few rows', answers(200, [])],
    ['a weight that is none', answers(200, [[{ index: 3, value: null }]])],
    ['a token without an id', answers(200, [[{ token: '租', value: 1 }]])],
    ['a line that breaks', (response: ServerResponse) => void response.destroy()],
  ])('is asked again after %s', async (_, answer) => {
    const { wire, model } = await aServer();
    wire.sparse.next.push(answer);
    const [vector] = await sparseOf(model, ['租']);
    expect(vector?.sparse?.size).toBe(1);
  });

  it('has of each token its largest weight, and none of 0 or below', async () => {
    const { wire, model } = await aServer();
    const row = [
      { index: 5, value: 0.5 },
      { index: 5, value: 0.25 },
      { index: 6, value: 0 },
      { index: 7, value: -1 },
    ];
    wire.sparse.next.push(answers(200, [row]));
    const [vector] = await sparseOf(model, ['租']);
    expect(vector?.sparse).toEqual(new Map([[5, 0.5]]));
  });
});

describe('a server without /embed_sparse', () => {
  it.each(Object.keys(dialects).filter((name) => name !== spladeServer) as DialectName[])(
    'like %s is asked once, and gives dense vectors alone',
    async (name) => {
      const { wire, model } = await aServer(name);
      expect(model.outputs).toEqual(['dense']);
      expect(model.runtime().sparse).toMatch(/^none: .*(?:404|424)/u);
      await model.embed(['租'], 'passage');
      expect(wire.sparse.asked).toHaveLength(1);
    },
  );

  it.each<[string, OpenAiAnswer<unknown>]>([
    ['a method that is not allowed', answers(405, 'Method Not Allowed')],
    ['a key that is not for it', answers(401, { error: `${openAiKey} may not`, error_type: 'Unauthorized' })],
    ['a page', answers(200, '<!doctype html><title>Open WebUI</title>', { 'content-type': 'text/html' })],
  ])('answers with %s, says so in its status, and embeds', async (_, answer) => {
    const { wire, model } = await aServer(spladeServer, [answer]);
    expect(wire.sparse.asked).toHaveLength(1);
    expect(model.runtime().sparse).toMatch(/^none: /u);
    expect(model.runtime().sparse).not.toContain(openAiKey);
    await expect(sparseOf(model, ['租'])).rejects.toMatchObject({ code: 'embedding-output-missing' });
    expect(await model.embed(['租'], 'passage')).toHaveLength(64);
  });

  it('is one whose weights are the same for every text', async () => {
    const same = answers(200, [[{ index: 1, value: 1 }]]);
    const { model } = await aServer(spladeServer, Array<OpenAiAnswer<unknown>>(8).fill(same));
    expect(model.outputs).toEqual(['dense']);
  });
});
