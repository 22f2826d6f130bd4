import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProviderUnavailableError } from './errors.js';
import { RateLimitedError } from './errors.js';
import { ReplyError } from './errors.js';
import { ReplyTimeoutError } from './errors.js';
import { type FakeAnswer, FakeLanguageModel, VirtualTime } from './testing/fake-language-model.js';
import { InMemoryLedger } from './testing/in-memory-ledger.js';
import { LedgeredLanguageModel } from './ledgered-language-model.js';

const prompt = { system: '一'.repeat(90), user: '二'.repeat(10), longestReplyTokens: 1000 };
const schema = z.object({ number: z.number() });
const account = { graph: 'default', build: 1, purpose: 'drafting' } as const;

function setUp(answer: FakeAnswer, buildMicroUsd?: number) {
  const ledger = new InMemoryLedger();
  const provider = new FakeLanguageModel(answer);
  const price = { inputUsd: 1, outputUsd: 10 };
  const budgets = { buildMicroUsd };
  const model = new LedgeredLanguageModel(provider, { ledger, account, price, budgets, clock: new VirtualTime() });
  return { ledger, provider, model };
}

describe('LedgeredLanguageModel', () => {
  it('enters a call before it is made, at the most it can cost', async () => {
    let seen: unknown;
    const { ledger, model } = setUp(async () => {
      seen = await ledger.totals({ account, day: '2026-11-21' });
      return { number: 1 };
    });
    await model.complete(prompt, schema);
    expect(seen).toMatchObject([{ model: 'fake/model', unknown: 1, unknownMicroUsd: 100 + 10_000 }]);
  });

  it('hands out the settlement of a reply, and leaves settling to who keeps the reply', async () => {
    const { ledger, model } = setUp(() => ({ number: 1 }));
    const { settlement, usage } = await model.complete(prompt, schema);
    expect(await ledger.totals({})).toMatchObject([{ unknown: 1, completed: 0 }]);
    expect(settlement).toMatchObject({ outcome: 'completed', usage, microUsd: 100 + usage.outputTokens * 10 });
    if (settlement) await ledger.settle(settlement);
    expect(await ledger.totals({})).toMatchObject([{ unknown: 0, completed: 1 }]);
  });

  it('hands out the settlement of an unusable reply too: it was paid for', async () => {
    const { model } = setUp(() => 'no JSON');
    const error = await model.complete(prompt, schema).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ReplyError);
    expect((error as ReplyError).reply.settlement).toMatchObject({ outcome: 'completed' });
  });

  it.each([
    ['nothing', 'refused', new RateLimitedError('fake/model', 'no'), 0],
    ['nothing', 'failed with a status', new ProviderUnavailableError('fake/model', 'failed.', { status: 500 }), 0],
    ['all it can have cost', 'timed out', new ReplyTimeoutError('fake/model', 1000), 10_100],
    [
      'all it can have cost',
      'was cut off',
      new ProviderUnavailableError('fake/model', 'cut.', { mayBeCharged: true }),
      10_100,
    ],
    ['all it can have cost', 'was aborted', new Error('cancelled'), 10_100],
  ])('books %s for a call that %s', async (_, __, failure, microUsd) => {
    const { ledger, model } = setUp(() => {
      throw failure;
    });
    await expect(model.complete(prompt, schema)).rejects.toBe(failure);
    expect(await ledger.totals({})).toMatchObject([{ failed: 1, unknown: 0, microUsd }]);
  });

  it('does not make a call that may pass the budget', async () => {
    const { model, provider } = setUp(() => ({ number: 1 }), 10_099);
    await expect(model.complete(prompt, schema)).rejects.toThrow(
      "The language model's budget of the build is 0.0101 USD: 0.0000 are spent or in flight, and the next call may cost 0.0101.",
    );
    expect(provider.prompts).toEqual([]);
  });
});
