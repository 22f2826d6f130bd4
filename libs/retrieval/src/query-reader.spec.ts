import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { QueryReader } from './query-reader.js';
import { retrieve } from './retrieve.js';
import { aBuild, aCitationEdge, aGraph, anArticle, indexOf } from './testing/graph-fixture.js';

/* An order of one article cites the second of three articles of a statute, of which the first has the query's words. */
const order = anArticle({ statuteId: 'O', number: '1', statuteTitle: 'Deposit Order', text: 'see there' });
const deposit = anArticle({ statuteId: 'R', number: '1', text: 'deposit of the tenant' });
const notice = anArticle({ statuteId: 'R', number: '2', text: 'notice before the lease ends' });
const penalty = anArticle({ statuteId: 'R', number: '3', text: 'penalty for late payment' });
const { space: _, ...build } = aBuild();
const graph = aGraph({
  build,
  nodes: [order, deposit, notice, penalty],
  questions: [],
  edges: [aCitationEdge(order.id, notice.id), aCitationEdge(penalty.id, order.id)],
  vectors: new Map(),
});
const ask = (query: string, statutes?: readonly string[]) =>
  retrieve(
    new InMemoryGraphReader(indexOf(graph)),
    { embedQuery: async () => [], queryReader: new QueryReader() },
    { query, mode: 'hop', topK: 3, refine: 'off', explain: true, ...(statutes && { statutes }) },
  );

describe('a statute that a query names without an article', () => {
  it('is its article, where it has no other: that comes first, and next what it cites', async () => {
    const { results, reading } = await ask('deposit order, Statute R');
    expect(results.map(({ article }) => article.id)).toEqual([order.id, notice.id, deposit.id]);
    expect(reading?.references).toEqual([{ id: order.id, words: 'deposit order' }]);
    expect(results[1]?.explanation?.parts.cited).toEqual({ raw: 1, normalised: 1, weight: 1 });
  });

  it('names nothing, where the request leaves that statute out', async () => {
    const { results, reading } = await ask('deposit order', ['R']);
    expect(reading?.references).toEqual([]);
    expect(results[0]?.article.id).toBe(deposit.id);
  });
});
