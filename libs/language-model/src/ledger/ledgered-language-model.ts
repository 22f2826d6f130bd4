import { randomUUID } from 'node:crypto';
import { type Clock, observed } from '@lexhop/foundation';
import type { z } from 'zod';
import { ProviderUnavailableError } from '../errors/provider-unavailable-error.js';
import { RateLimitedError } from '../errors/rate-limited-error.js';
import { ReplyError } from '../errors/reply-error.js';
import { RequestRefusedError } from '../errors/request-refused-error.js';
import { estimateUsage } from '../estimate-tokens.js';
import { type AskOptions, type Completion, LanguageModel, type Prompt, type Reply } from '../language-model.js';
import type { TokenUsage } from '../token-usage.js';
import { costMicroUsd, type Price } from '../prices.js';
import type { Budgets, CallIntent, Ledger, LedgerAccount, Settlement } from './ledger.js';

export interface Accounting {
  readonly ledger: Ledger;
  readonly account: LedgerAccount;
  readonly price: Price;
  readonly budgets: Budgets;
  readonly clock: Clock;
}

/**
 * Enters every call in the ledger before it is made. A call without a reply is settled here; one with a reply is settled by who keeps the
 * reply, with the settlement that the completion, or the ReplyError's reply, carries. Rejects with a BudgetSpentError before a call that may pass a budget.
 */
export class LedgeredLanguageModel extends LanguageModel {
  override readonly id: string;

  constructor(
    private readonly model: LanguageModel,
    private readonly accounting: Accounting,
  ) {
    super();
    this.id = model.id;
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
      return { ...completion, settlement: this.#completed(intent, completion) };
    } catch (thrown) {
      if (thrown instanceof ReplyError) throw this.#withSettlement(thrown, intent);
      await this.accounting.ledger.settle(failed(intent, thrown));
      throw thrown;
    }
  }

  #intentOf(prompt: Prompt): CallIntent {
    const { account, clock, price } = this.accounting;
    const usage: TokenUsage = { ...estimateUsage(prompt, ''), outputTokens: prompt.longestReplyTokens };
    const day = clock.now().toISOString().slice(0, 10);
    return { callId: randomUUID(), account, day, model: this.id, usage, microUsd: costMicroUsd(usage, price) };
  }

  #completed({ callId }: CallIntent, { usage }: Reply): Settlement {
    return { callId, outcome: 'completed', usage, microUsd: costMicroUsd(usage, this.accounting.price) };
  }

  #withSettlement({ model, reply, fault }: ReplyError, intent: CallIntent): ReplyError {
    return new ReplyError(model, { ...reply, settlement: this.#completed(intent, reply) }, fault);
  }
}

const nothing: TokenUsage = { inputTokens: 0, outputTokens: 0 };

function failed({ callId, usage, microUsd }: CallIntent, thrown: unknown): Settlement {
  return isFree(thrown)
    ? { callId, outcome: 'failed', usage: nothing, microUsd: 0 }
    : { callId, outcome: 'failed', usage, microUsd };
}

/** Whether nothing can be charged: the provider said so, or was never reached. After silence it may charge for a reply that was lost. */
function isFree(thrown: unknown): boolean {
  if (thrown instanceof ProviderUnavailableError) return !thrown.mayBeCharged;
  return thrown instanceof RateLimitedError || thrown instanceof RequestRefusedError;
}
