import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankingOf } from './reranker.js';
import { FakeReranker } from './testing/fake-reranker.js';
import { describeReranker } from './testing/reranker.contract.js';

describeReranker('The fake', () => new FakeReranker());

describe('rankingOf', () => {
  it('is a permutation in falling order, equal scores in the order given', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (scores) => {
        const ranking = rankingOf(scores);
        expect(ranking.map(({ index }) => index).sort((one, other) => one - other)).toEqual([...scores.keys()]);
        for (const [place, { index, score = 0 }] of ranking.entries()) {
          const next = ranking[place + 1];
          if (!next) continue;
          expect(score > (next.score ?? 0) || (score === next.score && index < next.index)).toBe(true);
        }
      }),
    );
  });
});
