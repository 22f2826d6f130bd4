import type { ServerResponse } from 'node:http';
import { InMemoryRateLimiter, type RateLimiter } from '@lexhop/rate-limit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { describeEmbeddingModel } from '../testing/embedding-model.contract.js';
import { type DialectName, dialects } from '../testing/openai-dialects.js';
import { answers, openAiKey, startOpenAiWire } from '../testing/openai-wire.js';
import { OpenAiEmbeddingModel, type OpenAiModelParts } from './openai-embedding-model.js';
import { areOfOneModel, fingerprintOf } from './probe.js';

const names = Object.keys(dialects) as readonly DialectName[];

function parts(baseUrl: string, changes: Partial<OpenAiModelParts> = {}): OpenAiModelParts {
  return {
    baseUrl,
    model: 'bge-m3',
    apiKey: openAiKey,
    timeoutMs: 5_000,
    retry: { attempts: 4, firstWaitMs: 1, longestWaitMs: 5_000 },
    turns: { limiter: new InMemoryRateLimiter(), limits: {} },
    ...changes,
  };
}

async function aWire(name: DialectName = 'openai', dimensions?: number) {
  const wire = await startOpenAiWire(name, dimensions);
  onTestFinished(() => wire.close());
  return wire;
}

/** A model that is open, and a server that has forgotten what it was asked for that. */
async function anOpenModel(name: DialectName = 'openai', limiter?: RateLimiter, timeoutMs = 5_000) {
  const wire = await aWire(name);
  const turns = { limiter: limiter ?? new InMemoryRateLimiter(), limits: {} };
  const model = await OpenAiEmbeddingModel.open(parts(wire.url, { turns, timeoutMs }));
  wire.asked.length = 0;
  return { wire, model };
}

const someTexts = (count: number) => Array.from({ length: count }, (_, index) => `第${index}條　租金。`);

describe.each(names)('a server like %s', (name) => {
  let wire: Awaited<ReturnType<typeof startOpenAiWire>>;
  beforeAll(async () => {
    wire = await startOpenAiWire(name);
  });
  afterAll(() => wire.close());

  describeEmbeddingModel(`The model behind ${name}`, () => OpenAiEmbeddingModel.open(parts(wire.url)));

  it('takes 300 texts in requests as large as it allows, and gives each its own vector', async () => {
    const model = await OpenAiEmbeddingModel.open(parts(wire.url));
    const texts = someTexts(300);
    const together = await model.embed(texts, 'passage');
    const { texts: most } = dialects[name];
    expect(model.limits.textsPerCall).toBeLessThanOrEqual(most);
    wire.asked.length = 0;
    await model.embed(texts, 'passage');
    expect(wire.asked.length).toBeLessThanOrEqual(Math.ceil(300 / Math.min(most, 256)) + 1);
    for (const row of [0, 7, 299]) {
      const alone = await model.embed([texts[row] ?? ''], 'passage');
      const inCrowd = together.subarray(row * 64, (row + 1) * 64);
      expect(Math.max(...alone.map((value, place) => Math.abs(value - (inCrowd[place] ?? 0))))).toBeLessThan(1e-6);
    }
  });

  it('never sends a text that it would refuse or cut', async () => {
    const model = await OpenAiEmbeddingModel.open(parts(wire.url));
    wire.asked.length = 0;
    await model.embed(['承租人應依約定日期，支付租金。'.repeat(700)], 'passage');
    const longest = Math.max(...wire.asked.flatMap(({ body }) => body.input.map(({ length }) => length)));
    expect(longest).toBeLessThanOrEqual(dialects[name].characters);
  });
});

describe('opening', () => {
  it('names server, model and dimensions in its space, and how long its pieces are', async () => {
    const wire = await aWire('tei');
    const { space } = await OpenAiEmbeddingModel.open(parts(wire.url));
    expect(space).toMatchObject({
      provider: 'openai-compatible',
      model: `${new URL(wire.url).host}/bge-m3`,
      dimensions: 64,
      preparation: 'cut-500-100',
      semantic: true,
    });
    expect(space.revision).toMatch(/^[\w-]{16}$/u);
  });

  it('is refused where the server gives other dimensions than are set', async () => {
    const wire = await aWire('ollama');
    wire.next.push(answers(200, { data: [{ index: 0, embedding: [1, 2, 3] }] }));
    const opening = OpenAiEmbeddingModel.open(parts(wire.url, { dimensions: 32 }));
    await expect(opening).rejects.toThrow('have 3 dimensions, and LEXHOP_OPENAI_EMBEDDING_DIMENSIONS asks for 32');
  });

  it('passes on why a server does not know dimensions', async () => {
    const wire = await aWire('vllm');
    const opening = OpenAiEmbeddingModel.open(parts(wire.url, { dimensions: 32 }));
    await expect(opening).rejects.toThrow('does not support matryoshka representation');
  });

  it('says that a page is no JSON, and where to look', async () => {
    const wire = await aWire();
    wire.next.push((response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Open WebUI</title>'),
    );
    await expect(OpenAiEmbeddingModel.open(parts(wire.url))).rejects.toThrow(/a page \(text\/html\).*lack its \/v1/u);
  });

  it('names the address that was asked and its setting, where a server knows no such address', async () => {
    const wire = await aWire('ollama');
    const opening = OpenAiEmbeddingModel.open(parts(wire.url.replace(/\/v1$/u, '')));
    await expect(opening).rejects.toThrow(
      /404 Not Found \(http:.*\d\/embeddings was asked; LEXHOP_OPENAI_EMBEDDING_BASE_URL/u,
    );
  });

  it('says at once that nobody is there', async () => {
    const wire = await startOpenAiWire();
    await wire.close();
    const { host } = new URL(wire.url);
    const sentence = `${host} failed once: no answer came from ${host}: connect ECONNREFUSED ${host}.`;
    await expect(OpenAiEmbeddingModel.open(parts(wire.url))).rejects.toThrow(sentence);
  });
});

describe('a server that misbehaves', () => {
  const vectors = (...embeddings: readonly unknown[]) => ({
    data: embeddings.map((embedding, index) => ({ index, embedding })),
  });
  const ones = Array.from({ length: 64 }, () => 1);

  it.each([
    ['a 500', answers(500, { error: { message: 'internal' } })],
    ['a 503 while the model loads', answers(503, { error: { message: 'Loading model', code: 503 } })],
    ['a 424 of TEI', answers(424, { message: 'Backend is down', type: 'Backend' })],
    ['a 429 without a wait', answers(429, { message: 'Model is overloaded', type: 'Overloaded' })],
    ['an error inside 200', answers(200, { error: { message: 'Provider returned error', code: 502 } })],
    ['an error as a word inside 200', answers(200, { error: 'upstream went away' })],
    ['JSON that is cut', answers(200, '{"data":[{"embed')],
    ['too few vectors', answers(200, vectors())],
    ['a vector of zeros', answers(200, vectors(Array.from({ length: 64 }, () => 0)))],
    ['a vector with nulls', answers(200, vectors([null, 1, 2]))],
    ['base64 that is none', answers(200, vectors('AAA'))],
    ['indexes of other texts', answers(200, { data: [{ index: 3, embedding: ones }] })],
    ['a line that breaks', (response: ServerResponse) => void response.destroy()],
  ])('is asked again after %s', async (_, answer) => {
    const { wire, model } = await anOpenModel();
    wire.next.push(answer);
    expect(await model.embed(['甲'], 'passage')).toHaveLength(64);
    expect(wire.asked.length).toBeGreaterThan(1);
  });

  it('is asked again when no answer came in time', async () => {
    const { wire, model } = await anOpenModel('openai', undefined, 300);
    wire.next.push(() => undefined);
    expect(await model.embed(['甲'], 'passage')).toHaveLength(64);
  });

  it.each([
    ['a wrong key', 401, { error: { message: `Incorrect API key provided: ${openAiKey}`, code: 'invalid_api_key' } }],
    ['no credit', 402, { error: { message: 'Insufficient credits' } }],
    ['a quota that is used up', 429, { error: { message: 'You exceeded your quota', code: 'insufficient_quota' } }],
    ['an account without money', 429, { error: { message: '餘額不足，請儲值。', code: '1113' } }],
    ['a model that is not there', 404, { error: { message: 'model "bge-m3" not found, try pulling it first' } }],
  ])('is left alone after %s, and the key is not told', async (_, status, body) => {
    const { wire, model } = await anOpenModel();
    wire.next.push(answers(status, body));
    const failed = model.embed(['甲'], 'passage');
    await expect(failed).rejects.toMatchObject({ code: 'embedding-failed', retryable: false });
    await expect(failed).rejects.not.toThrow(openAiKey);
    expect(wire.asked).toHaveLength(1);
  });

  it.each([{ message: 'success', code: 0 }, { error: { message: '', type: '' } }, { detail: null }])(
    'is believed where vectors come with %j',
    async (beside) => {
      const { wire, model } = await anOpenModel();
      wire.next.push(answers(200, { data: [{ index: 0, embedding: Array.from({ length: 64 }, () => 1) }], ...beside }));
      expect(await model.embed(['甲'], 'passage')).toHaveLength(64);
      expect(wire.asked).toHaveLength(1);
    },
  );

  it('is asked again as late as Retry-After says, or the caller is told when', async () => {
    const pauses: number[] = [];
    const limiter = new InMemoryRateLimiter();
    limiter.pause = async (_, milliseconds) => void pauses.push(milliseconds);
    const { wire, model } = await anOpenModel('openai', limiter);
    wire.next.push(answers(429, {}, { 'retry-after': '2' }), answers(429, {}, { 'retry-after': '3600' }));
    const failed = model.embed(['甲'], 'passage');
    await expect(failed).rejects.toMatchObject({ retryable: true, retryAfterMilliseconds: 3_600_000 });
    expect(pauses).toEqual([2_000, 3_600_000]);
  });

  it('is asked for less where it takes fewer bytes or tokens than it got, and that is remembered', async () => {
    const { wire, model } = await anOpenModel('voyage');
    const tokens =
      "Request to model 'voyage-large-2-instruct' failed. The max allowed tokens per submitted batch is 120000. Your batch has 121138 tokens after truncation.";
    wire.next.push(answers(400, { detail: tokens }), answers(413, 'Payload Too Large'));
    expect(await model.embed(someTexts(80), 'passage')).toHaveLength(80 * 64);
    const [first, second = 0, ...others] = wire.asked.map(({ body }) => body.input.length);
    expect(first).toBe(80);
    expect(second).toBeLessThanOrEqual(40);
    expect(Math.max(...others)).toBeLessThanOrEqual(second / 2);
    expect(model.limits.textsPerCall).toBeLessThanOrEqual(20);
  });
});

describe('another model under the same name', () => {
  it('is refused for the space of the one before, and a new word makes it a new one', async () => {
    const wire = await aWire();
    const before = await OpenAiEmbeddingModel.open(parts(wire.url));
    wire.changeModel('another');
    const after = await OpenAiEmbeddingModel.open(parts(wire.url));
    expect(() => after.inSpace(before.space)).toThrow('it runs another model under this name by now');
    const meant = await OpenAiEmbeddingModel.open(parts(wire.url, { revision: 'v2' }));
    expect(meant.space.revision).toMatch(/^v2\.[\w-]{16}$/u);
  });

  it('is found when a server comes back from an outage', async () => {
    const { wire, model } = await anOpenModel();
    wire.next.push((response) => void response.destroy());
    await model.embed(['甲'], 'passage');
    wire.changeModel('another');
    await expect(model.embed(['甲'], 'passage')).rejects.toThrow('another vector than it did');
  });

  it('is not what a server is whose last digits differ', async () => {
    const { model } = await anOpenModel();
    const bytes = Int8Array.from(Buffer.from(model.space.revision, 'base64url'));
    const shifted = Buffer.from(bytes.map((step, place) => step + (place % 3) - 1).buffer).toString('base64url');
    const recorded = { ...model.space, revision: shifted };
    const same = model.inSpace(recorded);
    expect(same?.space).toEqual(recorded);
    expect(await same?.embed(['甲'], 'query')).toEqual(await model.embed(['甲'], 'query'));
  });
});

describe('fingerprints', () => {
  const unit = fc
    .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 128, maxLength: 128 })
    .filter((values) => Math.hypot(...values) > 1)
    .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)));

  it('stay those of one model under the noise of another machine', () => {
    fc.assert(
      fc.property(unit, fc.integer(), (vector, seed) => {
        const noisy = vector.map((value, place) => value * (1 + 1e-3 * Math.sin(seed + place)));
        expect(areOfOneModel(fingerprintOf(vector), fingerprintOf(noisy))).toBe(true);
      }),
    );
  });

  it('are not those of one model where nothing of one can be read', () => {
    expect(areOfOneModel('unversioned', 'unversioned')).toBe(false);
    expect(areOfOneModel('', '')).toBe(false);
  });
});
