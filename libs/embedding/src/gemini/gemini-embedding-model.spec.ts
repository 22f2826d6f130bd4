import type { ServerResponse } from 'node:http';
import { InMemoryRateLimiter, type RateLimiter, type RateLimits } from '@lexhop/rate-limit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { cutText } from '../pieces.js';
import { describeEmbeddingModel } from '../testing/embedding-model.contract.js';
import { geminiKey, quota, quotaOf, say, startGeminiWire, status } from '../testing/gemini-wire.js';
import { GeminiEmbeddingModel } from './gemini-embedding-model.js';

const dimensions = 32;
const apiKey = geminiKey;

const retry = { attempts: 4, firstWaitMs: 1, longestWaitMs: 5_000 };

function aModel(
  baseUrl: string,
  timeoutMs = 5_000,
  limiter: RateLimiter = new InMemoryRateLimiter(),
  limits: RateLimits = {},
) {
  const turns = { limiter, limits };
  const parts = { model: 'gemini-embedding-001', apiKey, dimensions, timeoutMs, baseUrl, retry, turns };
  return new GeminiEmbeddingModel(parts);
}

/** A model that has answered once already. */
async function aProvenModel(timeoutMs?: number) {
  const wire = await startGeminiWire();
  onTestFinished(() => wire.close());
  const limiter = new InMemoryRateLimiter();
  const model = aModel(wire.url, timeoutMs, limiter);
  await model.embed(['warm'], 'passage');
  wire.asked.length = 0;
  return { wire, model, limiter };
}

describe('with a server that behaves', () => {
  let wire: Awaited<ReturnType<typeof startGeminiWire>>;
  beforeAll(async () => {
    wire = await startGeminiWire();
  });
  afterAll(() => wire.close());

  describeEmbeddingModel('Gemini', async () => aModel(wire.url));
});

describe('GeminiEmbeddingModel', () => {
  it('asks in one request for many texts, each once, with task and dimensions', async () => {
    const { wire, model } = await aProvenModel();
    await model.embed(['甲', '乙', '甲'], 'query');
    expect(wire.asked).toHaveLength(1);
    const [{ path, key, body } = { path: '', key: '', body: { requests: [] } }] = wire.asked;
    expect(path).toBe('/v1beta/models/gemini-embedding-001:batchEmbedContents');
    expect(key).toBe(apiKey);
    expect(body.requests).toEqual(
      ['甲', '乙'].map((text) => ({
        model: 'models/gemini-embedding-001',
        content: { role: 'user', parts: [{ text }] },
        taskType: 'RETRIEVAL_QUERY',
        outputDimensionality: dimensions,
      })),
    );
  });

  it('never asks for more than 100 in one request', async () => {
    const { wire, model } = await aProvenModel();
    await model.embed(
      Array.from({ length: 250 }, (_, index) => `text ${index}`),
      'passage',
    );
    expect(wire.asked.map(({ body }) => body.requests.length)).toEqual([100, 100, 50]);
  });

  it('counts every text of a request against requests a minute, and asks for no more than a minute allows', async () => {
    const wire = await startGeminiWire();
    onTestFinished(() => wire.close());
    const limiter = new InMemoryRateLimiter();
    const model = aModel(wire.url, 5_000, limiter, { requestsPerMinute: 60 });
    const { textsPerCall } = model.limits;
    expect(textsPerCall).toBe(60);
    const texts = Array.from({ length: textsPerCall }, (_, index) => `text ${index}`);
    await model.embed(texts, 'passage');
    const tooSoon = model.embed(texts, 'passage');
    await expect(tooSoon).rejects.toThrow(/has no free turn under its rate limit for 6[01] s/u);
    await expect(tooSoon).rejects.toMatchObject({ isOwnPace: true });
    expect(wire.asked.map(({ body }) => body.requests.length)).toEqual([60]);
  });

  it('learns from a refusal how many texts a minute takes, and keeps to it', async () => {
    const { wire, model, limiter } = await aProvenModel();
    const demands: number[] = [];
    limiter.reserve = async ({ requests, limits }) => {
      demands.push(requests, limits.requestsPerMinute ?? 0);
      return { granted: true, waitMilliseconds: 0 };
    };
    const id = 'EmbedContentRequestsPerMinutePerUserPerProjectPerModel-FreeTier';
    wire.next.push(status(429, quotaOf(id, 20)));
    const texts = Array.from({ length: 50 }, (_, index) => `text ${index}`);
    expect(await model.embed(texts, 'passage')).toHaveLength(50 * dimensions);
    expect(wire.asked.map(({ body }) => body.requests.length)).toEqual([50, 20, 20, 10]);
    expect(demands).toEqual([50, 0, 20, 20, 20, 20, 10, 20]);
    expect(model.limits.textsPerCall).toBe(20);
  });

  it('gives up at once where the quota of the day is used up, and says when it begins anew', async () => {
    const { wire, model } = await aProvenModel();
    wire.next.push(status(429, quotaOf('EmbedContentRequestsPerDayPerUserPerProjectPerModel-FreeTier', 1000, '41s')));
    const failed = model.embed(['甲'], 'passage');
    await expect(failed).rejects.toThrow(/quota of the day is used up.*midnight, Pacific time.*limit: 1000/u);
    await expect(failed).rejects.toMatchObject({ retryable: false });
    expect(wire.asked).toHaveLength(1);
  });

  it('sends a long text in pieces and takes the mean', async () => {
    const { wire, model } = await aProvenModel();
    const vectors = await model.embed(['甲乙丙丁戊己庚辛'.repeat(400)], 'passage');
    expect(wire.asked[0]?.body.requests.map(({ content }) => content.parts[0]?.text.length)).toEqual([
      1000, 1000, 1000, 800,
    ]);
    expect(Math.hypot(...vectors)).toBeCloseTo(1, 5);
  });

  it('waits as long as the body of a 429 asks', async () => {
    const { wire, model } = await aProvenModel();
    wire.next.push(status(429, quota('0.4s')));
    const began = performance.now();
    expect(await model.embed(['甲'], 'passage')).toHaveLength(dimensions);
    expect(performance.now() - began).toBeGreaterThan(390);
  });

  it('waits as long as a Retry-After header asks', async () => {
    const { wire, model } = await aProvenModel();
    wire.next.push(status(429, {}, { 'retry-after': '1' }));
    const began = performance.now();
    await model.embed(['甲'], 'passage');
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it.each(['0', 'Wed, 21 Oct 2015 07:28:00 GMT'])(
    'pauses everybody as after any failure when Retry-After is %s',
    async (header) => {
      const { wire, model, limiter } = await aProvenModel();
      const pauses: number[] = [];
      const pause = limiter.pause.bind(limiter);
      limiter.pause = async (channel, milliseconds) => {
        pauses.push(milliseconds);
        await pause(channel, milliseconds);
      };
      wire.next.push(...Array.from({ length: 3 }, () => status(429, {}, { 'retry-after': header })));
      await model.embed(['甲'], 'passage');
      expect(pauses).toEqual([1, 2, 4]);
    },
  );

  it.each([
    ['a 500', status(500, { error: { message: 'internal' } })],
    ['a 503 without a body', (response: ServerResponse) => response.writeHead(503).end()],
    ['JSON that is cut', say('{"embeddings": [{"val')],
    ['too few vectors', say('{"embeddings": []}')],
    ['vectors of other dimensions', say(JSON.stringify({ embeddings: [{ values: [1, 2, 3] }] }))],
    [
      'a vector of zeros',
      say(JSON.stringify({ embeddings: [{ values: Array.from({ length: dimensions }, () => 0) }] })),
    ],
    ['a line that breaks', (response: ServerResponse) => void response.destroy()],
  ])('tries again after %s', async (_, answer) => {
    const { wire, model } = await aProvenModel();
    wire.next.push(answer);
    expect(await model.embed(['甲'], 'passage')).toHaveLength(dimensions);
    expect(wire.asked).toHaveLength(2);
  });

  it.each([
    ['a page', say('<!doctype html><title>Sign in</title>')],
    ['an address that is not there', (response: ServerResponse) => response.writeHead(404).end('no route')],
  ])('is left alone after %s, and tells which address was asked', async (_, answer) => {
    const { wire, model } = await aProvenModel();
    wire.next.push(answer);
    const failed = model.embed(['乙'], 'passage');
    await expect(failed).rejects.toMatchObject({ retryable: false });
    await expect(failed).rejects.toThrow(`${wire.url} was asked; LEXHOP_GEMINI_BASE_URL is`);
    expect(wire.asked).toHaveLength(1);
  });

  it('tries again when no answer comes in time', async () => {
    const { wire, model } = await aProvenModel(300);
    wire.next.push(() => undefined);
    expect(await model.embed(['甲'], 'passage')).toHaveLength(dimensions);
  });

  it('gives up after some attempts, retryable, with the last reason and without the key', async () => {
    const { wire, model } = await aProvenModel();
    wire.next.push(...Array.from({ length: 4 }, () => status(429, quota('0.01s'))));
    const failed = model.embed(['甲'], 'passage');
    await expect(failed).rejects.toMatchObject({ code: 'embedding-failed', retryable: true });
    await expect(failed).rejects.toThrow(/failed 4 times.*429.*Quota exceeded for \*\*\*/u);
  });

  it('gives up at once when it is asked to wait too long', async () => {
    const { wire, model } = await aProvenModel();
    wire.next.push(status(429, quota('3600s')));
    const failed = model.embed(['甲'], 'passage');
    await expect(failed).rejects.toThrow('asks to wait 3600 s');
    await expect(failed).rejects.toMatchObject({ retryable: true, retryAfterMilliseconds: 3_600_000 });
    expect(wire.asked).toHaveLength(1);
  });

  it('leaves the provider alone when another worker was asked to, and says when to come again', async () => {
    const { wire, model, limiter } = await aProvenModel();
    await limiter.pause('gemini/gemini-embedding-001', 60_000);
    const failed = model.embed(['甲'], 'passage');
    await expect(failed).rejects.toThrow('has no free turn under its rate limit for 60 s');
    await expect(failed).rejects.toMatchObject({ retryable: true, isOwnPace: true });
    expect(wire.asked).toHaveLength(0);
  });

  it.each([400, 401, 403, 404])('does not try again after a %i', async (code) => {
    const { wire, model } = await aProvenModel();
    wire.next.push(status(code, { error: { message: 'API key not valid.' } }));
    await expect(model.embed(['甲'], 'passage')).rejects.toMatchObject({ retryable: false });
    expect(wire.asked).toHaveLength(1);
  });

  it('says at once that nobody is there before it ever answered', async () => {
    const wire = await startGeminiWire();
    await wire.close();
    const began = performance.now();
    const { host } = new URL(wire.url);
    const sentence = `Gemini failed once: no answer came from ${host}: connect ECONNREFUSED ${host}.`;
    await expect(aModel(wire.url).embed(['甲'], 'passage')).rejects.toThrow(sentence);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('says which host has no address, and never the key', async () => {
    const failed = aModel(`http://${apiKey}.invalid`).embed(['甲'], 'passage');
    await expect(failed).rejects.toThrow('no answer came from ***.invalid: getaddrinfo');
    await expect(failed).rejects.not.toThrow(apiKey);
  });

  it('says why a line broke', async () => {
    const { wire, model } = await aProvenModel();
    wire.next.push(...Array.from({ length: 4 }, () => (response: ServerResponse) => void response.destroy()));
    const sentence = `failed 4 times, the last time so: no answer came from ${new URL(wire.url).host}: other side closed.`;
    await expect(model.embed(['甲'], 'passage')).rejects.toThrow(sentence);
  });

  it('stops with the reason when it is called off while it waits', async () => {
    const { wire, model } = await aProvenModel();
    wire.next.push(status(429, quota('4s')));
    const controller = new AbortController();
    const called = model.embed(['甲'], 'passage', { signal: controller.signal });
    while (wire.asked.length === 0) await new Promise(setImmediate);
    controller.abort(new Error('enough'));
    await expect(called).rejects.toThrow('enough');
  });
});

describe('cutText', () => {
  it('splits no character and loses none', () => {
    const text = '𠮷野家'.repeat(10);
    const pieces = cutText(text, { length: 7, overlap: 2 });
    expect(pieces.every((piece) => Array.from(piece).length <= 7)).toBe(true);
    const [first = '', ...others] = pieces;
    expect(first + others.map((piece) => Array.from(piece).slice(2).join('')).join('')).toBe(text);
  });
});
