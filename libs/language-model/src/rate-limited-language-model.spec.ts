import { InMemoryRateLimiter, type RateLimits } from '@lexhop/rate-limit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProviderUnavailableError } from './errors.js';
import { RateLimitedError } from './errors.js';
import { ReplyError } from './errors.js';
import { TurnTooFarError } from './errors.js';
import type { Prompt } from './language-model.js';
import { type FakeAnswer, FakeLanguageModel, VirtualTime } from './testing/fake-language-model.js';
import { RateLimitedLanguageModel } from './rate-limited-language-model.js';

const prompt: Prompt = { system: '', user: '題', longestReplyTokens: 400 };
const schema = z.object({});
const latency = 2000;

function setUp(limits: RateLimits, answer?: (time: VirtualTime) => FakeAnswer) {
  const time = new VirtualTime();
  const limiter = new InMemoryRateLimiter(time);
  const beginnings: number[] = [];
  const provider = new FakeLanguageModel(async (asked, number) => {
    beginnings.push(time.now().getTime());
    await time.wait(latency);
    return answer ? answer(time)(asked, number) : {};
  });
  const limiting = { limiter, limits, longestWaitMilliseconds: 5000, wait: time.wait };
  return { time, limiter, beginnings, model: new RateLimitedLanguageModel(provider, limiting), provider, limiting };
}

/** Workers that go back to the queue when their turn is too far away. */
async function work(model: RateLimitedLanguageModel, time: VirtualTime, workers: number, calls: number): Promise<void> {
  let left = calls;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      for (let done = false; !done;) done = await tryOnce(model, time);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

const tryOnce = (model: RateLimitedLanguageModel, time: VirtualTime) =>
  model.complete(prompt, schema).then(
    () => true,
    async (error: unknown) => {
      if (!(error instanceof RateLimitedError || error instanceof TurnTooFarError)) throw error;
      await time.wait(error.retryAfterMilliseconds ?? 1000);
      return false;
    },
  );

describe('RateLimitedLanguageModel', () => {
  it.each([1, 4, 16, 64])('is within 5 % of the ideal time with %i workers', async (workers) => {
    const { model, time, beginnings } = setUp({ requestsPerMinute: 300 });
    const calls = 600;
    const taken = await time.run(work(model, time, workers, calls));
    const ideal = Math.max((calls / 300) * 60_000, (calls * latency) / workers);
    expect(taken).toBeLessThan(ideal * 1.05);
    expect(beginnings).toHaveLength(calls);
    for (const [place, beginning] of beginnings.entries()) {
      const aMinuteOn = beginnings.filter((other) => other >= beginning && other < beginning + 60_000);
      expect(aMinuteOn.length, `calls in the minute from call ${place}`).toBeLessThanOrEqual(300);
    }
  });

  it('spaces by the tokens that replies really take', async () => {
    const { model, time } = setUp({ tokensPerMinute: 6000 }, () => () => ({}));
    // One token in, one out ("{}" is counted 1): 100 calls are 200 tokens, 2 s at 6,000 a minute.
    const taken = await time.run(work(model, time, 16, 100));
    expect(taken).toBeLessThan((100 / 16 + 1) * latency + 4000);
  });

  it('gives the job back when its turn is further away than 5 s', async () => {
    const { model, time, provider } = setUp({ requestsPerMinute: 6 });
    await time.run(model.complete(prompt, schema));
    const second = model.complete(prompt, schema);
    await expect(second).rejects.toMatchObject({ code: 'language-model-turn-too-far', retryable: true });
    await expect(second).rejects.toMatchObject({
      retryAfterMilliseconds: expect.closeTo(10_101 - latency, -1) as number,
    });
    expect(provider.prompts).toHaveLength(1);
  });

  it('makes everybody pause as long as the provider says, those with a turn in hand too', async () => {
    const answer: FakeAnswer = (_, number) => {
      if (number === 1) throw new RateLimitedError('fake/model', 'slow down', 30_000);
      return {};
    };
    const { model, time, beginnings, limiting, provider } = setUp({ requestsPerMinute: 30 }, () => answer);
    const another = new RateLimitedLanguageModel(provider, limiting);
    const begun = time.now().getTime();
    const outcomes = time.run(Promise.all([tryOnce(model, time), tryOnce(another, time), tryOnce(another, time)]));
    await outcomes;
    // The second and third turn began 2.02 and 4.04 s on; the pause, at 2 s, came before both.
    expect(beginnings).toEqual([begun]);
    await time.run(work(another, time, 2, 2));
    expect(beginnings[1]).toBeGreaterThanOrEqual(begun + latency + 30_000);
  });

  it('pauses 1 s, then 2 s, when the provider does not say how long, and forgets after a success', async () => {
    const answer: FakeAnswer = (_, number) => {
      if ([1, 2, 4].includes(number)) throw new RateLimitedError('fake/model', 'slow down');
      return {};
    };
    const { model, time, limiter } = setUp({}, () => answer);
    const pauses: number[] = [];
    for (let call = 0; call < 4; call++) {
      await time.run(model.complete(prompt, schema).catch(() => {}));
      pauses.push(await limiter.pausedFor(model.id));
    }
    expect(pauses).toEqual([1000, 2000, 0, 1000]);
  });

  it('pauses no less than that when the provider names a shorter time, or one that is over', async () => {
    const { model, time, limiter } = setUp({}, () => () => {
      throw new RateLimitedError('fake/model', 'slow down', 0);
    });
    const pauses: number[] = [];
    for (let call = 0; call < 3; call++) {
      await time.run(model.complete(prompt, schema).catch(() => {}));
      pauses.push(await limiter.pausedFor(model.id));
    }
    expect(pauses).toEqual([1000, 2000, 4000]);
  });

  it('takes many refusals at once for one reason to pause', async () => {
    const { model, time, limiter } = setUp({}, () => () => {
      throw new RateLimitedError('fake/model', 'slow down');
    });
    const asking = Array.from({ length: 16 }, () => model.complete(prompt, schema).catch(() => {}));
    await time.run(Promise.all(asking));
    expect(await limiter.pausedFor(model.id)).toBe(1000);
  });

  it('gives tokens back when it is aborted while it waits', async () => {
    const { model, time, limiter } = setUp({ tokensPerMinute: 6000 });
    const demand = { channel: model.id, limits: { tokensPerMinute: 6000 }, requests: 1, tokens: 300 };
    await limiter.reserve(demand, 0);
    const controller = new AbortController();
    const asking = model.complete(prompt, schema, { signal: controller.signal });
    setImmediate(() => controller.abort(new Error('cancelled')));
    await expect(asking).rejects.toThrow('cancelled');
    const { waitMilliseconds } = await limiter.reserve({ ...demand, tokens: 1 }, 60_000);
    expect(waitMilliseconds).toBeCloseTo((300 / 6000 / 0.99) * 60_000, 0);
    expect(time.now().getTime()).toBe(new VirtualTime().now().getTime());
  });

  it('hands out a reply, or what is wrong with it, even when the limiter is away after it', async () => {
    class Away extends InMemoryRateLimiter {
      override async settle(): Promise<void> {
        throw new Error('Redis is away.');
      }
    }
    const provider = new FakeLanguageModel((_, number) => (number === 1 ? {} : 'no object'));
    const limiting = { limiter: new Away(), limits: {}, longestWaitMilliseconds: 5000 };
    const model = new RateLimitedLanguageModel(provider, limiting);
    expect((await model.complete(prompt, schema)).value).toEqual({});
    await expect(model.complete(prompt, schema)).rejects.toBeInstanceOf(ReplyError);
  });

  it('says that it is over the rate limit, even when the limiter is away then', async () => {
    class Away extends InMemoryRateLimiter {
      override async pause(): Promise<void> {
        throw new Error('Redis is away.');
      }
    }
    const provider = new FakeLanguageModel(() => {
      throw new RateLimitedError('fake/model', 'slow down', 30_000);
    });
    const model = new RateLimitedLanguageModel(provider, {
      limiter: new Away(),
      limits: {},
      longestWaitMilliseconds: 5000,
    });
    await expect(model.complete(prompt, schema)).rejects.toBeInstanceOf(RateLimitedError);
  });

  it('passes other failures on', async () => {
    const { model, time } = setUp({}, () => () => {
      throw new ProviderUnavailableError('fake/model', 'is down.');
    });
    await expect(time.run(model.complete(prompt, schema))).rejects.toThrow('fake/model is down.');
  });
});
