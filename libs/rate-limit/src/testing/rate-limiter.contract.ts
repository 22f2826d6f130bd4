import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RateDemand, RateLimiter } from '../rate-limiter.js';

/** A limiter under test, and how to be rid of it. */
interface OpenedRateLimiter {
  readonly limiter: RateLimiter;
  close(): Promise<void>;
}

const demand: RateDemand = { channel: 'fake/model', limits: { requestsPerMinute: 6 }, requests: 1, tokens: 100 };
const byTokens: RateDemand = { ...demand, limits: { tokensPerMinute: 600 } };
const apart = 60_000 / 6 / 0.99;
const anyWait = 3_600_000;
/** How long the calls of one test may take: waits are measured from slightly different moments. */
const slack = 2000;

const near = (expected: number) => (actual: number | undefined) =>
  actual !== undefined && actual <= expected + 1 && actual > expected - slack;

/** What every rate limiter promises; it needs no waiting, because turns are given ahead of time. */
export function describeRateLimiter(name: string, open: () => Promise<OpenedRateLimiter>): void {
  describe(`${name}, as a rate limiter`, () => {
    let opened: OpenedRateLimiter;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const waits = async (count: number, wanted: RateDemand) => {
      const turns = await Promise.all(Array.from({ length: count }, () => opened.limiter.reserve(wanted, anyWait)));
      expect(turns.every(({ granted }) => granted)).toBe(true);
      return turns.map(({ waitMilliseconds }) => waitMilliseconds).sort((a, b) => a - b);
    };
    it('gives the first turn at once, and later ones evenly apart, however many ask together', async () => {
      const given = await waits(20, demand);
      expect(given[0]).toBe(0);
      for (const [place, wait] of given.entries()) expect(wait).toSatisfy(near(place * apart));
    });

    it('takes nothing for a turn that is too far away, and says how far', async () => {
      await waits(1, demand);
      const refused = await opened.limiter.reserve(demand, 5000);
      expect(refused.granted).toBe(false);
      expect(refused.waitMilliseconds).toSatisfy(near(apart));
      expect((await waits(1, demand))[0]).toSatisfy(near(apart));
    });

    it('counts several requests of one call', async () => {
      await waits(1, { ...demand, requests: 3 });
      expect((await waits(1, demand))[0]).toSatisfy(near(3 * apart));
    });

    it('spaces by tokens, and corrects by those really used', async () => {
      await waits(1, byTokens);
      expect((await waits(1, byTokens))[0]).toSatisfy(near(10_101));
      await opened.limiter.settle(byTokens, 0);
      expect((await waits(1, byTokens))[0]).toSatisfy(near(10_101));
      await opened.limiter.settle(byTokens, 200);
      expect((await waits(1, byTokens))[0]).toSatisfy(near(30_303));
    });

    it('has no limit where none is named', async () => {
      expect(await waits(5, { ...demand, limits: {} })).toEqual([0, 0, 0, 0, 0]);
    });

    it('keeps channels apart', async () => {
      await waits(5, demand);
      await opened.limiter.pause('other/model', 60_000);
      expect(await waits(1, { ...demand, channel: 'third/model' })).toEqual([0]);
      expect(await opened.limiter.pausedFor(demand.channel)).toBe(0);
    });

    it('begins no turn in a pause, and spaces those after it', async () => {
      await opened.limiter.pause(demand.channel, 60_000);
      const given = await waits(2, demand);
      expect(given[0]).toSatisfy(near(60_000));
      expect(given[1]).toSatisfy(near(60_000 + apart));
      expect(await opened.limiter.pausedFor(demand.channel)).toSatisfy(near(60_000));
    });

    it('keeps the longer of two pauses', async () => {
      await opened.limiter.pause(demand.channel, 60_000);
      await opened.limiter.pause(demand.channel, 1000);
      expect(await opened.limiter.pausedFor(demand.channel)).toSatisfy(near(60_000));
    });
  });
}
