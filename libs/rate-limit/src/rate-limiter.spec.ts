import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freshChannel,
  InMemoryRateLimiter,
  pauseChannel,
  type RateDemand,
  settleTurn,
  takeTurn,
} from './rate-limiter.js';
import { describeRateLimiter } from './testing/rate-limiter.contract.js';

const event = fc.record({
  after: fc.integer({ min: 0, max: 3000 }),
  kind: fc.constantFrom('ask', 'ask', 'ask', 'pause'),
  tokens: fc.integer({ min: 0, max: 500 }),
  longestWait: fc.constantFrom(0, 5000, 60_000),
});

describe('takeTurn', () => {
  it('never begins more requests or tokens in a minute than allowed, nor any in a pause, whoever asks when', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        const limits = { requestsPerMinute: 20, tokensPerMinute: 3000 };
        let state = freshChannel;
        let now = 1_000_000;
        const begun: { at: number; tokens: number; pausedUntil: number }[] = [];
        for (const { after, kind, tokens, longestWait } of events) {
          now += after;
          if (kind === 'pause') {
            state = pauseChannel(state, now + 4 * after);
            continue;
          }
          const demand: RateDemand = { channel: 'c', limits, requests: 1, tokens };
          const taken = takeTurn(state, demand, { now, longestWait });
          const at = now + taken.turn.waitMilliseconds;
          expect(taken.turn.granted).toBe(taken.turn.waitMilliseconds <= longestWait);
          if (taken.turn.granted) begun.push({ at, tokens, pausedUntil: state.pausedUntil });
          state = taken.state;
        }
        for (const { at, pausedUntil } of begun) {
          const minute = begun.filter((other) => other.at >= at && other.at < at + 60_000);
          expect(at).toBeGreaterThanOrEqual(pausedUntil);
          expect(minute.length).toBeLessThanOrEqual(20);
          const allButLast = minute.slice(0, -1).reduce((sum, { tokens }) => sum + tokens, 0);
          expect(allButLast).toBeLessThanOrEqual(3000);
        }
      }),
    );
  });

  it('is as if only the tokens used had been asked for, once settled', () => {
    const demand = (tokens: number): RateDemand => ({
      channel: 'c',
      limits: { tokensPerMinute: 600 },
      requests: 1,
      tokens,
    });
    const time = { now: 0, longestWait: 1e9 };
    const reserved = takeTurn(freshChannel, demand(500), time).state;
    const settled = settleTurn(reserved, demand(500), 20);
    expect(settled.tokensFreeAt).toBeCloseTo(takeTurn(freshChannel, demand(20), time).state.tokensFreeAt, 6);
  });
});

describeRateLimiter('InMemoryRateLimiter', async () => ({
  limiter: new InMemoryRateLimiter(),
  close: async () => {},
}));
