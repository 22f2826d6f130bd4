import { Clock } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import { awaitTurn } from './await-turn.js';
import { InMemoryRateLimiter } from './rate-limiter.js';

const apart = 60_000 / 60 / 0.99;
const demand = { channel: 'fake/model', limits: { requestsPerMinute: 60 }, requests: 1, tokens: 0 };

/** A clock that whoever waits moves on. */
class WaitedClock extends Clock {
  milliseconds = Date.parse('2026-11-21T00:00:00Z');

  override now(): Date {
    return new Date(this.milliseconds);
  }

  readonly wait = async (milliseconds: number) => {
    this.milliseconds += milliseconds;
  };
}

function aStand() {
  const clock = new WaitedClock();
  const begun = clock.milliseconds;
  return { clock, limiter: new InMemoryRateLimiter(clock), passed: () => clock.milliseconds - begun };
}

describe('awaitTurn', () => {
  it('ends when the turn begins', async () => {
    const { clock, limiter, passed } = aStand();
    const waiting = { longestWaitMilliseconds: 5000, wait: clock.wait };
    for (let turn = 0; turn < 3; turn++)
      expect(await awaitTurn(limiter, demand, waiting)).toMatchObject({ granted: true });
    expect(passed()).toBeCloseTo(2 * apart, 0);
  });

  it('takes nothing when it would last too long, and says how long', async () => {
    const { clock, limiter, passed } = aStand();
    await limiter.pause(demand.channel, 6000);
    const waiting = { longestWaitMilliseconds: 5000, wait: clock.wait };
    expect(await awaitTurn(limiter, demand, waiting)).toEqual({ granted: false, waitMilliseconds: 6000 });
    expect(passed()).toBe(0);
  });

  it('gives up its turn for a pause that began meanwhile, and waits no longer than allowed in all', async () => {
    const { clock, limiter } = aStand();
    await limiter.reserve(demand, 0);
    const wait = async (milliseconds: number) => {
      await clock.wait(milliseconds);
      await limiter.pause(demand.channel, 4500);
    };
    const turn = await awaitTurn(limiter, demand, { longestWaitMilliseconds: 5000, wait });
    expect(turn.granted).toBe(false);
    expect(turn.waitMilliseconds).toBeCloseTo(4500, 0);
  });

  it('gives the turn back when it is aborted, and rejects with the reason', async () => {
    const { limiter } = aStand();
    const byTokens = { ...demand, limits: { tokensPerMinute: 60 }, tokens: 1 };
    await limiter.reserve(byTokens, 0);
    const controller = new AbortController();
    const reason = new Error('The build is cancelled.');
    const wait = async () => {
      controller.abort(reason);
      throw new Error('The timer was stopped.');
    };
    const waiting = { longestWaitMilliseconds: 5000, wait, signal: controller.signal };
    await expect(awaitTurn(limiter, byTokens, waiting)).rejects.toBe(reason);
    expect((await limiter.reserve(byTokens, 5000)).waitMilliseconds).toBeCloseTo(apart, 0);
  });
});
