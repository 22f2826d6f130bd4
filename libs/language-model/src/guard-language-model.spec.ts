import { readSettings, SystemClock } from '@lexhop/foundation';
import { InMemoryRateLimiter } from '@lexhop/rate-limit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProviderUnavailableError, TextRefusedError } from './errors.js';
import { guardLanguageModel, guardQueryModel } from './guard-language-model.js';
import { languageModelSettings } from './settings.js';
import { type FakeAnswer, FakeLanguageModel, VirtualTime } from './testing/fake-language-model.js';
import { InMemoryLedger } from './testing/in-memory-ledger.js';

const prompt = { system: '', user: '問', longestReplyTokens: 1000 };
const schema = z.object({});
const account = { graph: 'default', build: 1, purpose: 'drafting' } as const;

function setUp(environment: Record<string, string>, failures = 0) {
  const clock = new VirtualTime();
  const ledger = new InMemoryLedger();
  const begun: number[] = [];
  const provider = new FakeLanguageModel((_, number) => {
    begun.push(clock.now().getTime());
    if (number <= failures) throw new ProviderUnavailableError('fake/model', 'is down.', { status: 503 });
    return {};
  });
  const guards = { limiter: new InMemoryRateLimiter(clock), ledger, account, clock, wait: clock.wait };
  const model = guardLanguageModel(provider, readSettings(languageModelSettings, environment), guards);
  return { clock, ledger, begun, model };
}

describe('guardLanguageModel', () => {
  it('enters every try in the ledger, and asks again up to four times', async () => {
    const { clock, ledger, model } = setUp({ LEXHOP_LLM_PRICES: 'model=1/10' }, 3);
    const asking = model.complete(prompt, schema);
    await clock.run(asking);
    const { settlement } = await asking;
    if (settlement) await ledger.settle(settlement);
    expect(await ledger.totals({ account })).toMatchObject([{ completed: 1, failed: 3, unknown: 0, microUsd: 1 + 10 }]);
  });

  it('keeps to the requests a minute', async () => {
    const { clock, begun, model } = setUp({ LEXHOP_LLM_REQUESTS_PER_MINUTE: '60' });
    await clock.run(Promise.all([1, 2, 3].map(() => model.complete(prompt, schema))));
    expect(begun.map((at) => Math.round((at - (begun[0] ?? 0)) / 1000))).toEqual([0, 1, 2]);
  });

  it('stops before a budget is passed, with as many calls made as it allows', async () => {
    // A call may cost 1 × 1 + 1000 × 10 millionths.
    const { clock, model, begun } = setUp({ LEXHOP_LLM_PRICES: 'fake/model=1/10', LEXHOP_LLM_BUDGET_DAY_USD: '0.025' });
    const asking = [1, 2, 3].map(() => model.complete(prompt, schema));
    await expect(clock.run(Promise.all(asking))).rejects.toMatchObject({ budget: 'day', spentMicroUsd: 20_002 });
    expect(begun).toHaveLength(2);
  });
});

describe('guardQueryModel', () => {
  const ofQueries = { graph: 'default', build: 1, purpose: 'reading' } as const;
  const priced = { LEXHOP_LLM_PRICES: 'model=1/10' };

  function setUpQuery(answer: FakeAnswer, more: { readonly deadline?: number; readonly keepsReplies?: boolean } = {}) {
    const ledger = new InMemoryLedger();
    const limiter = new InMemoryRateLimiter();
    const provider = new FakeLanguageModel(answer);
    const settings = readSettings(languageModelSettings, { ...priced, LEXHOP_LLM_BUDGET_BUILD_USD: '0' });
    const guards = { limiter, ledger, account: ofQueries, clock: new SystemClock() };
    const bounds = { deadlineMilliseconds: more.deadline ?? 8000, keepsReplies: more.keepsReplies ?? false };
    return { ledger, limiter, provider, model: guardQueryModel(provider, settings, { ...guards, ...bounds }) };
  }

  it('books a call for its purpose, outside of the budget of the build, and settles it at once', async () => {
    const { ledger, model } = setUpQuery(() => ({}));
    expect((await model.complete(prompt, schema)).settlement).toBeUndefined();
    expect(await ledger.totals({ account: ofQueries })).toMatchObject([{ completed: 1, unknown: 0 }]);
    expect(await ledger.totals({ account })).toEqual([]);
  });

  it('leaves settling to a store that keeps the replies', async () => {
    const { ledger, model } = setUpQuery(() => ({}), { keepsReplies: true });
    const { settlement } = await model.complete(prompt, schema);
    expect(await ledger.totals({ account: ofQueries })).toMatchObject([{ completed: 0, unknown: 1 }]);
    if (settlement) await ledger.settle(settlement);
    expect(await ledger.totals({ account: ofQueries })).toMatchObject([{ completed: 1, unknown: 0 }]);
  });

  it('settles unusable and refused replies, too', async () => {
    const text = new TextRefusedError('fake/model', 'no.', { text: '', usage: { inputTokens: 9, outputTokens: 1 } });
    const { ledger, model } = setUpQuery((_, number) => {
      if (number === 1) return 'no JSON';
      throw text;
    });
    await expect(model.complete(prompt, schema)).rejects.toThrow('it is not JSON');
    await expect(model.complete(prompt, schema)).rejects.toThrow('refuses this text');
    expect(await ledger.totals({ account: ofQueries })).toMatchObject([{ completed: 2, unknown: 0, inputTokens: 10 }]);
  });

  it('ends after its deadline, however long the model takes, and books what it may have cost', async () => {
    const { ledger, model } = setUpQuery(() => new Promise(() => {}), { deadline: 30 });
    await expect(model.complete(prompt, schema)).rejects.toMatchObject({
      code: 'language-model-timeout',
      milliseconds: 30,
    });
    expect(await ledger.totals({ account: ofQueries })).toMatchObject([
      { failed: 1, unknown: 0, microUsd: 1 + 10_000 },
    ]);
  });

  it('ends with the reason of the caller’s signal, in the middle of a call', async () => {
    const controller = new AbortController();
    const { ledger, model } = setUpQuery(() => {
      controller.abort(new Error('The connection is closed.'));
      return new Promise(() => {});
    });
    await expect(model.complete(prompt, schema, { signal: controller.signal })).rejects.toThrow('connection is closed');
    expect(await ledger.totals({ account: ofQueries })).toMatchObject([{ failed: 1, unknown: 0 }]);
  });

  it('asks nothing when its turn is beyond the deadline', async () => {
    const { limiter, provider, model } = setUpQuery(() => ({}), { deadline: 30 });
    await limiter.pause('fake/model', 60_000);
    await expect(model.complete(prompt, schema)).rejects.toMatchObject({ code: 'language-model-turn-too-far' });
    expect(provider.prompts).toEqual([]);
  });
});
