import { RerankingError, type Reranker } from '@lexhop/reranking';
import { FakeReranker } from '@lexhop/reranking/testing';
import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { QueryReader } from './query-reader.js';
import type { RetrieveRequest } from './request.js';
import { retrieve } from './retrieve.js';
import { aGraph, anArticle, at, indexOf } from './testing/graph-fixture.js';

const texts = ['租金', '押金', '押金返還', '公司'];
const nodes = texts.map((text, place) =>
  anArticle({ number: String(place + 1), text, statuteTitle: '甲法', language: 'zh-Hant' }),
);
const graph = aGraph({ nodes, vectors: new Map(nodes.map(({ id }, place) => [id, at(place * 10)] as const)) });
const ask = (reranker: Reranker | undefined, request: Partial<RetrieveRequest> = {}) =>
  retrieve(
    new InMemoryGraphReader(indexOf(graph)),
    {
      embedQuery: async (asked) => asked.map(() => ({ query: at(0), question: at(0) })),
      queryReader: new QueryReader(),
      rerankerOf: async () => reranker,
    },
    { query: '押金返還', mode: 'dense', topK: 3, rerank: true, explain: true, ...request },
  );
const numbersOf = ({ results }: Awaited<ReturnType<typeof ask>>) => results.map(({ article }) => article.number);

describe('reranking', () => {
  it('orders the results by the reranker, and says what moved what', async () => {
    expect(numbersOf(await ask(undefined, { rerank: false }))).toEqual(['1', '2', '3']);
    const answer = await ask(new FakeReranker());
    expect(numbersOf(answer)).toEqual(['3', '2', '1']);
    expect(answer.results.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(answer.results[0]?.explanation?.rerank).toEqual({ by: 'fake/shared-characters', from: 3, score: 1 });
  });

  it('reads deeper than what is shown', async () => {
    expect(numbersOf(await ask(new FakeReranker(), { topK: 1 }))).toEqual(['3']);
  });

  it('leaves what the query names first', async () => {
    const answer = await ask(new FakeReranker(), { query: '甲法第1條的押金返還', mode: 'hop' });
    expect(numbersOf(answer)[0]).toBe('1');
    expect(numbersOf(answer)[1]).toBe('3');
  });

  it('leaves the order, with a note, where there is no reranker or it fails', async () => {
    const without = await ask(undefined);
    expect([numbersOf(without), without.notes.map(({ code }) => code)]).toEqual([['1', '2', '3'], ['no-reranker']]);
    const broken = new FakeReranker();
    await broken.close();
    const failed = await ask(broken);
    expect(numbersOf(failed)).toEqual(['1', '2', '3']);
    expect(failed.notes[0]).toMatchObject({ code: 'rerank-failed', sentence: expect.stringContaining('closed') });
  });

  it('does not hide any other failure', async () => {
    class Faulty extends FakeReranker {
      override rerank(): Promise<never> {
        return Promise.reject(new TypeError('a bug'));
      }
    }
    await expect(ask(new Faulty())).rejects.toThrow('a bug');
    expect(new RerankingError('m', 'x').retryable).toBe(false);
  });
});
