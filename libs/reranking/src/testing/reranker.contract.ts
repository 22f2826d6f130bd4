import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RerankingError } from '../errors.js';
import type { Reranker } from '../reranker.js';

const query = '承租人何時可以終止租約？';
const passages = ['租賃物為房屋者，承租人得終止契約。', '公司應設置董事。', '租約終止後，出租人應返還押金。'];

/** What every reranker promises. `open` gives a new one for each group of tests. */
export function describeReranker(name: string, open: () => Promise<Reranker> | Reranker): void {
  describe(`${name} as a reranker`, () => {
    let reranker: Reranker;

    beforeAll(async () => {
      reranker = await open();
    });
    afterAll(() => reranker.close());

    it('gives every passage once, the best first', async () => {
      const ranking = await reranker.rerank(query, passages);
      expect(ranking.map(({ index }) => index).toSorted((one, other) => one - other)).toEqual([0, 1, 2]);
      const scores = ranking.map(({ score = 0 }) => score);
      expect(scores).toEqual([...scores].sort((one, other) => other - one));
      expect(scores.every(Number.isFinite)).toBe(true);
    });

    it('orders the same passages the same again', async () => {
      const order = async () => (await reranker.rerank(query, passages)).map(({ index }) => index);
      expect(await order()).toEqual(await order());
    });

    it('keeps the order of equal passages', async () => {
      const twins = await reranker.rerank(query, ['租金應按時給付。', '租金應按時給付。', '租金應按時給付。']);
      expect(twins.map(({ index }) => index)).toEqual([0, 1, 2]);
    });

    it('takes no passages, one, and as many as its limits say', async () => {
      expect(await reranker.rerank(query, [])).toEqual([]);
      expect(await reranker.rerank(query, ['租金'])).toEqual([expect.objectContaining({ index: 0 })]);
      const most = Array.from({ length: reranker.limits.passages }, (_, index) => `第${index}條　租金。`);
      expect(new Set((await reranker.rerank(query, most)).map(({ index }) => index)).size).toBe(most.length);
    });

    it('takes an empty passage and one that is longer than it reads', async () => {
      const long = '承租人得終止租約。'.repeat(Math.ceil((reranker.limits.charactersPerPassage + 10) / 9));
      expect(await reranker.rerank(query, ['', long])).toHaveLength(2);
    });

    it('rejects with the reason of its signal when called off', async () => {
      const reason = new Error('Nobody waits any more.');
      await expect(reranker.rerank(query, passages, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it('says that it was closed', async () => {
      const closed = await open();
      await closed.close();
      await expect(closed.rerank(query, passages)).rejects.toBeInstanceOf(RerankingError);
    });
  });
}
