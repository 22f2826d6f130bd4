import { randomInt, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BudgetSpentError } from '../errors.js';
import { UnknownCallError } from '../errors.js';
import type { CallIntent, Ledger, Settlement } from '../ledger.js';
import type { ReplyStore, StoredReply } from '../ledger.js';

/** A ledger and the reply store that settles in it, under test, and how to be rid of them. */
interface OpenedLedger {
  readonly ledger: Ledger;
  readonly replies: ReplyStore;
  close(): Promise<void>;
}

/** What one test enters, apart from all that the ledger holds already: the store behind it may be shared. */
class LedgerScene {
  readonly own = randomUUID();
  readonly account = { graph: this.own, build: 3, purpose: 'drafting' } as const;
  readonly another = { graph: this.own, build: 9, purpose: 'drafting' } as const;
  readonly ofQueries = { graph: this.own, build: 3, purpose: 'reading' } as const;
  readonly day = aDay();
  readonly nextDay = aDay();
  readonly good: StoredReply = { contentHash: this.own, draftingKey: 'fake/model~v1', text: '{"n":1}' };

  intent(callId: string, overrides: Partial<CallIntent> = {}): CallIntent {
    return {
      callId: `${this.own}~${callId}`,
      account: this.account,
      day: this.day,
      model: 'fake/model',
      usage: { inputTokens: 1000, outputTokens: 500 },
      microUsd: 40,
      ...overrides,
    };
  }

  completed(callId: string): Settlement {
    return {
      callId: `${this.own}~${callId}`,
      outcome: 'completed',
      usage: { inputTokens: 900, outputTokens: 200 },
      microUsd: 25,
    };
  }
}

const someDays = 1_000_000;
const aDay = () => new Date(randomInt(someDays) * 86_400_000).toISOString().slice(0, 10);

/** What every ledger, and every reply store with it, promises. */
export function describeLedger(name: string, open: () => Promise<OpenedLedger>): void {
  describe(`${name}, as a ledger`, () => {
    let opened: OpenedLedger;
    let scene: LedgerScene;
    beforeEach(async () => {
      opened = await open();
      scene = new LedgerScene();
    });
    afterEach(() => opened.close());

    it('sums up settled and unknown calls by model', async () => {
      const { ledger } = opened;
      await ledger.intend(scene.intent('1'), {});
      await ledger.intend(scene.intent('2'), {});
      await ledger.intend(scene.intent('3', { model: 'fake/another' }), {});
      await ledger.settle(scene.completed('1'));
      await ledger.settle({ ...scene.completed('3'), outcome: 'failed', microUsd: 0 });
      expect(await ledger.totals({ account: scene.account })).toEqual([
        {
          model: 'fake/another',
          completed: 0,
          estimated: 0,
          failed: 1,
          unknown: 0,
          inputTokens: 900,
          outputTokens: 200,
          microUsd: 0,
          unknownMicroUsd: 0,
        },
        {
          model: 'fake/model',
          completed: 1,
          estimated: 0,
          failed: 0,
          unknown: 1,
          inputTokens: 900,
          outputTokens: 200,
          microUsd: 25,
          unknownMicroUsd: 40,
        },
      ]);
    });

    it('keeps builds and days apart, and sums up all where nothing is named', async () => {
      const { ledger } = opened;
      const model = `fake/${scene.own}`;
      await ledger.intend(scene.intent('1', { model }), {});
      await ledger.intend(scene.intent('2', { model, account: scene.another, day: scene.nextDay }), {});
      expect(await ledger.totals({ account: scene.account })).toMatchObject([{ unknown: 1 }]);
      expect(await ledger.totals({ day: scene.nextDay })).toMatchObject([{ unknown: 1 }]);
      expect(await ledger.totals({ account: scene.account, day: scene.nextDay })).toEqual([]);
      expect((await ledger.totals({})).find((total) => total.model === model)).toMatchObject({ unknown: 2 });
    });

    it('keeps purposes apart, in sums and in the budget of an account', async () => {
      const { ledger } = opened;
      await ledger.intend(scene.intent('1'), { buildMicroUsd: 40 });
      await ledger.intend(scene.intent('2', { account: scene.ofQueries }), { buildMicroUsd: 40 });
      expect(await ledger.totals({ account: scene.account })).toMatchObject([{ unknown: 1 }]);
      expect(await ledger.totals({ account: scene.ofQueries })).toMatchObject([{ unknown: 1 }]);
      const { graph, build } = scene.account;
      expect(await ledger.totals({ account: { graph, build } })).toMatchObject([{ unknown: 2 }]);
      const another = scene.intent('3', { account: scene.ofQueries });
      await expect(ledger.intend(another, { buildMicroUsd: 79 })).rejects.toMatchObject({ spentMicroUsd: 40 });
    });

    it('counts the completed calls whose tokens are estimated', async () => {
      const { ledger } = opened;
      for (const call of ['1', '2', '3']) await ledger.intend(scene.intent(call), {});
      const usage = { inputTokens: 900, outputTokens: 200, estimated: true } as const;
      await ledger.settle({ ...scene.completed('1'), usage });
      await ledger.settle({ ...scene.completed('2'), outcome: 'failed', usage });
      await ledger.settle(scene.completed('3'));
      expect(await ledger.totals({ account: scene.account })).toMatchObject([
        { completed: 2, estimated: 1, failed: 1 },
      ]);
    });

    it('changes nothing when a call is entered or settled again', async () => {
      const { ledger } = opened;
      await ledger.intend(scene.intent('1'), {});
      await ledger.settle(scene.completed('1'));
      const before = await ledger.totals({ account: scene.account });
      await ledger.intend(scene.intent('1'), {});
      await ledger.settle({ ...scene.completed('1'), microUsd: 9999 });
      expect(await ledger.totals({ account: scene.account })).toEqual(before);
    });

    it('refuses to settle a call it does not know', async () => {
      await expect(opened.ledger.settle(scene.completed('nobody'))).rejects.toBeInstanceOf(UnknownCallError);
    });

    it('refuses, and does not enter, a call that would pass the budget of the build, counting unknown calls', async () => {
      const { ledger } = opened;
      const budgets = { buildMicroUsd: 100 };
      await ledger.intend(scene.intent('1'), budgets);
      await ledger.intend(scene.intent('2'), budgets);
      await expect(ledger.intend(scene.intent('3'), budgets)).rejects.toMatchObject({
        name: 'BudgetSpentError',
        budget: 'build',
        budgetMicroUsd: 100,
        spentMicroUsd: 80,
        nextCallMicroUsd: 40,
      });
      await ledger.settle(scene.completed('1'));
      await expect(ledger.intend(scene.intent('3'), budgets)).rejects.toBeInstanceOf(BudgetSpentError);
      await ledger.settle(scene.completed('2'));
      await ledger.intend(scene.intent('3'), budgets);
      expect(await ledger.totals({ account: scene.account })).toMatchObject([{ completed: 2, unknown: 1 }]);
    });

    it('counts a day’s budget over all builds, and only that day', async () => {
      const { ledger } = opened;
      const budgets = { dayMicroUsd: 70 };
      await ledger.intend(scene.intent('1', { account: scene.another }), budgets);
      await expect(ledger.intend(scene.intent('2'), budgets)).rejects.toMatchObject({
        budget: 'day',
        spentMicroUsd: 40,
      });
      await ledger.intend(scene.intent('2', { day: scene.nextDay }), budgets);
    });

    it('never passes a budget, however many calls are entered together', async () => {
      const { ledger } = opened;
      const entering = Array.from({ length: 20 }, (_, place) =>
        ledger.intend(scene.intent(`${place}`), { buildMicroUsd: 200 }),
      );
      const entered = (await Promise.allSettled(entering)).filter(({ status }) => status === 'fulfilled');
      expect(entered).toHaveLength(5);
      expect(await ledger.totals({ account: scene.account })).toMatchObject([{ unknown: 5, unknownMicroUsd: 200 }]);
    });
  });

  describe(`${name}, as a reply store`, () => {
    let opened: OpenedLedger;
    let scene: LedgerScene;
    beforeEach(async () => {
      opened = await open();
      scene = new LedgerScene();
    });
    afterEach(() => opened.close());

    it('finds what was kept under text and drafting key, and nothing else', async () => {
      const { replies } = opened;
      const { good } = scene;
      const others = [
        { ...good, contentHash: `${good.contentHash}b` },
        { ...good, draftingKey: 'fake/model~v2' },
      ];
      await replies.save([good, ...others]);
      expect(await replies.find([good])).toEqual([good]);
      expect(await replies.find([...others, { ...good, contentHash: `${good.contentHash}c` }])).toHaveLength(2);
      expect(await replies.find([])).toEqual([]);
    });

    it('settles the call together with what it brought', async () => {
      const { ledger, replies } = opened;
      const { good } = scene;
      await ledger.intend(scene.intent('1'), {});
      await replies.save([good], scene.completed('1'));
      expect(await ledger.totals({ account: scene.account })).toMatchObject([{ completed: 1, unknown: 0 }]);
    });

    it('keeps nothing of a call that can’t be settled', async () => {
      const { replies } = opened;
      const { good } = scene;
      await expect(replies.save([good], scene.completed('nobody'))).rejects.toBeInstanceOf(UnknownCallError);
      expect(await replies.find([good])).toEqual([]);
    });

    it('replaces a faulty reply by a later one, and never a good one by a faulty one', async () => {
      const { replies } = opened;
      const { good } = scene;
      const faulty = { ...good, text: 'half', fault: 'it is cut short.' };
      await replies.save([faulty]);
      expect(await replies.find([good])).toEqual([faulty]);
      await replies.save([good]);
      await replies.save([faulty]);
      expect(await replies.find([good])).toEqual([good]);
    });
  });
}
