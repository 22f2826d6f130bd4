import { randomUUID } from 'node:crypto';
import { type Clock, observed } from '@lexhop/foundation';
import type { z } from 'zod';
import {
  DayQuotaSpentError,
  ProviderUnavailableError,
  RateLimitedError,
  ReplyError,
  RequestRefusedError,
  TextRefusedError,
} from './errors.js';
import {
  type AskOptions,
  type Completion,
  GuardedLanguageModel,
  type LanguageModel,
  type Prompt,
  type Reply,
} from './language-model.js';
import { costMicroUsd, estimateUsage, type Price, type TokenUsage } from './tokens.js';
import type { Budgets, CallIntent, Ledger, LedgerAccount, ReplyKey, ReplyStore, Settlement } from './ledger.js';

interface Accounting {
  readonly ledger: Ledger;
  readonly account: LedgerAccount;
  readonly price: Price;
  readonly budgets: Budgets;
  readonly clock: Clock;
  /** Whether calls with a reply are settled here, too, because nobody keeps replies. */
  readonly settlesReplies?: boolean;
}

/**
 * Enters every call in the ledger before it is made, and settles calls without a reply. A call with a reply is settled by whoever keeps the reply: the
 * completion, or the reply in the error, carries the settlement for it. Where nobody keeps replies, such calls are settled here, too.
 * Rejects with a BudgetSpentError before a call that might exceed a budget.
 */
export class LedgeredLanguageModel extends GuardedLanguageModel {
  constructor(
    model: LanguageModel,
    private readonly accounting: Accounting,
  ) {
    super(model);
  }

  override async complete<Value>(
    prompt: Prompt,
    schema: z.ZodType<Value>,
    options: AskOptions = {},
  ): Promise<Completion<Value>> {
    const intent = this.#intentOf(prompt);
    await this.accounting.ledger.intend(intent, this.accounting.budgets);
    try {
      const completion = await observed('ask-language-model', { model: this.id }, () =>
        this.model.complete(prompt, schema, options),
      );
      return { ...completion, ...(await this.#settled(intent, completion)) };
    } catch (thrown) {
      if (thrown instanceof ReplyError) throw await this.#unusable(thrown, intent);
      if (thrown instanceof TextRefusedError && thrown.reply) throw await this.#refused(thrown, thrown.reply, intent);
      await this.accounting.ledger.settle(failed(intent, thrown));
      throw thrown;
    }
  }

  #intentOf(prompt: Prompt): CallIntent {
    const { account, clock, price } = this.accounting;
    const usage: TokenUsage = { ...estimateUsage(prompt, ''), outputTokens: this.longestReply(prompt) };
    const day = clock.now().toISOString().slice(0, 10);
    return { callId: randomUUID(), account, day, model: this.id, usage, microUsd: costMicroUsd(usage, price) };
  }

  /** The settlement for whoever keeps the reply; none where the call was settled at once. */
  async #settled({ callId }: CallIntent, { usage }: Reply): Promise<Pick<Reply, 'settlement'>> {
    const { ledger, price, settlesReplies = false } = this.accounting;
    const settlement: Settlement = { callId, outcome: 'completed', usage, microUsd: costMicroUsd(usage, price) };
    if (!settlesReplies) return { settlement };
    await ledger.settle(settlement);
    return {};
  }

  async #unusable({ model, reply, fault, isCut }: ReplyError, intent: CallIntent): Promise<ReplyError> {
    return new ReplyError(model, { ...reply, ...(await this.#settled(intent, reply)) }, fault, isCut);
  }

  async #refused({ model, detail }: TextRefusedError, reply: Reply, intent: CallIntent): Promise<TextRefusedError> {
    return new TextRefusedError(model, detail, { ...reply, ...(await this.#settled(intent, reply)) });
  }
}

const freeFailures = [RateLimitedError, RequestRefusedError, DayQuotaSpentError, TextRefusedError] as const;

const nothing: TokenUsage = { inputTokens: 0, outputTokens: 0 };

function failed({ callId, usage, microUsd }: CallIntent, thrown: unknown): Settlement {
  return isFree(thrown)
    ? { callId, outcome: 'failed', usage: nothing, microUsd: 0 }
    : { callId, outcome: 'failed', usage, microUsd };
}

/** Whether nothing can be charged: the provider said so, or was never reached. After silence it may charge for a reply that was lost. */
function isFree(thrown: unknown): boolean {
  if (thrown instanceof ProviderUnavailableError) return !thrown.mayBeCharged;
  return freeFailures.some((kind) => thrown instanceof kind);
}

/** Keeps the reply that an error carries, with its fault, and settles its call. An error without a reply was settled where it was thrown. */
export async function keepUnusable(replies: ReplyStore, key: ReplyKey, thrown: unknown): Promise<void> {
  if (!(thrown instanceof ReplyError || thrown instanceof TextRefusedError) || !thrown.reply) return;
  const { text, settlement } = thrown.reply;
  const fault = thrown instanceof ReplyError ? thrown.fault : thrown.detail;
  await replies.save([{ ...key, text, fault }], settlement);
}
