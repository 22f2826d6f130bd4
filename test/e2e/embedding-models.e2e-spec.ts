import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EmbeddingChainStatus } from '@lexhop/embedding';
import { testData } from '@lexhop/foundation/testing';
import type { RetrieveAnswer } from '@lexhop/retrieval';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimilarityAnswer, VectorsAnswer } from './support/embedding-answers.js';
import { buildToEnd, expectStatus, importSample, untilEnded } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';

const tiny = testData('golden/bge-m3-tiny');

let folder: Awaited<ReturnType<typeof aFolder>>;
beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

describe('embedding with BGE-M3 in small', () => {
  const settings = {
    LEXHOP_EMBEDDING_MODEL_PATH: tiny,
    LEXHOP_EMBEDDING_CHUNK_TOKENS: '0',
    LEXHOP_EMBEDDING_THREADS: '1',
  };
  const tolerance = 1e-4;
  let server: TestServer;
  let expected: {
    texts: {
      name: string;
      text: string;
      max_length: number;
      dense: number[];
      lexical_weights: Record<string, number>;
      colbert: Colbert;
    }[];
    pairs: { q: string; p: string; dense: number; sparse: number; colbert: number; 'colbert+sparse+dense': number }[];
  };
  interface Colbert {
    readonly rows: number;
    readonly dim: number;
    readonly f32le_base64: string;
  }
  beforeAll(async () => {
    expected = JSON.parse(await readFile(join(tiny, 'expected.json'), 'utf8'));
    server = await TestServer.start(join(folder.path, 'tiny'), settings);
  });
  afterAll(() => server.stop());

  const within = (given: readonly number[], wanted: readonly number[]) => {
    expect(given).toHaveLength(wanted.length);
    expect(Math.max(0, ...given.map((value, place) => Math.abs(value - (wanted[place] ?? NaN))))).toBeLessThan(
      tolerance,
    );
  };

  /** LexHop trims texts, which the reference does not, and REST takes no empty one. */
  const isSent = (text: string) => text !== '' && text === text.trim();

  it('gives dense, sparse and multi-vectors as the reference implementation does', async () => {
    const outputs = ['dense', 'sparse', 'multi-vector'];
    for (const text of expected.texts.filter((one) => one.max_length === 512 && isSent(one.text))) {
      const answer = await expectStatus(
        server.request<VectorsAnswer>('POST', '/embedding/vectors', { text: text.text, outputs }),
        200,
      );
      const [item = {}] = answer.items;
      within(item.dense ?? [], text.dense);
      const weights = Object.entries(text.lexical_weights);
      expect(Object.keys(item.sparse ?? {}).toSorted()).toEqual(weights.map(([id]) => id).toSorted());
      within(
        weights.map(([id]) => item.sparse?.[id] ?? NaN),
        weights.map(([, weight]) => weight),
      );
      const bytes = Buffer.from(text.colbert.f32le_base64, 'base64');
      const rows = Array.from({ length: bytes.length / 4 }, (_, place) => bytes.readFloatLE(place * 4));
      within((item.multiVector ?? []).flat(), rows);
    }
  });

  it('scores pairs as the reference implementation does', async () => {
    const textOf = (name: string) => expected.texts.find((text) => text.name === name)?.text ?? '';
    const usable = expected.pairs.filter(({ q, p }) => isSent(textOf(q)) && isSent(textOf(p)));
    expect(usable.length).toBeGreaterThan(20);
    for (const { q, p, ...wanted } of usable) {
      const pairs = [{ query: textOf(q), passage: textOf(p) }];
      const { items } = await expectStatus(
        server.request<SimilarityAnswer>('POST', '/embedding/similarity', { pairs, weights: [0.4, 0.2, 0.4] }),
        200,
      );
      const [item] = items;
      within(
        [item?.dense ?? NaN, item?.sparse ?? NaN, item?.multiVector ?? NaN, item?.hybrid ?? NaN],
        [wanted.dense, wanted.sparse, wanted.colbert, wanted['colbert+sparse+dense']],
      );
    }
  });

  it('shows the model, how it runs and what it takes', async () => {
    const status = await expectStatus(server.request<EmbeddingChainStatus>('GET', '/embedding/status'), 200);
    expect(status).toMatchObject({ inUse: 'folder', chain: [{ name: 'folder', state: 'ready' }, { name: 'mock' }] });
    const [model] = status.models;
    expect(model).toMatchObject({
      space: { provider: 'onnx', model: 'bge-m3-tiny', dimensions: 64, precision: 'fp32', semantic: true },
      runtime: { device: 'cpu', loaded: true },
    });
    expect(model?.space.revision).toMatch(/^[0-9a-f]{12}$/);
    expect(model?.runtime?.processMemoryBytes).toBeGreaterThan(1e6);
    expect(model?.runtime?.tokensPerSecond).toBeGreaterThan(0);
  });

  it('answers with the old build until the new one, of another model, is whole', async () => {
    await importSample(server, 'default');
    const first = await buildToEnd(server, 'default');
    expect(first).toMatchObject({ state: 'active', space: { model: 'bge-m3-tiny' } });
    const request = { from: 'active', embeddingChain: ['mock'] };
    const second = await expectStatus(
      server.request<{ number: number }>('POST', '/graphs/default/builds', request),
      202,
    );
    const ask = () =>
      expectStatus(
        server.request<RetrieveAnswer>('POST', '/graphs/default/retrieve', { query: '商標', mode: 'dense' }),
        200,
      );
    const whileBuilding = await ask();
    expect(whileBuilding).toMatchObject({ build: 1, semantic: true, space: expect.stringContaining('bge-m3-tiny') });
    const ended = await untilEnded(server, 'default', second.number);
    expect(ended).toMatchObject({ number: 2, state: 'active', space: { provider: 'mock', semantic: false } });
    const until = Date.now() + 20_000;
    let answer = await ask();
    for (; answer.build === 1 && Date.now() < until; answer = await ask()) await wait(100);
    expect(answer).toMatchObject({ build: 2, semantic: false, space: expect.stringContaining('character-n-grams') });
  });

  it('answers a query with 503 that names the model, when the model of its build is gone; words still work', async () => {
    const back = await expectStatus(server.request('POST', '/graphs/default/builds/1/activate'), 200);
    expect(back).toMatchObject({ number: 1, state: 'active' });
    await server.stop();
    server = await TestServer.start(join(folder.path, 'tiny'));
    const ask = (mode: string) => server.request('POST', '/graphs/default/retrieve', { query: '商標', mode });
    const problem = await expectStatus(ask('dense'), 503);
    expect(problem).toMatchObject({ code: 'embedding-space-unavailable', model: 'bge-m3-tiny', retryable: true });
    expect(await expectStatus(ask('bm25'), 200)).toMatchObject({ build: 1 });
    const root = await (await fetch(server.url)).json();
    expect(root).toMatchObject({ embedding: { from: 'active-build', model: 'bge-m3-tiny', semantic: true } });
  });
});
