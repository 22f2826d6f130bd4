import { readSettings } from '@lexhop/foundation';
import { InMemoryRateLimiter } from '@lexhop/rate-limit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProviderUnavailableError } from './errors.js';
import { guardLanguageModel } from './guard-language-model.js';
import { languageModelSettings } from './settings.js';
import { FakeLanguageModel } from './testing/fake-language-model.js';
import { InMemoryLedger } from './testing/in-memory-ledger.js';
import { VirtualTime } from './testing/virtual-time.js';

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
