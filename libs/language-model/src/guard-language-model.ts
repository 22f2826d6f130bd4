import type { Clock, Logger } from '@lexhop/foundation';
import { withinTime } from '@lexhop/provider-calls';
import { type RateLimiter, type Wait } from '@lexhop/rate-limit';
import type { z } from 'zod';
import { ReplyTimeoutError } from './errors.js';
import {
  type AskOptions,
  type Completion,
  GuardedLanguageModel,
  type LanguageModel,
  type Prompt,
} from './language-model.js';
import type { Budgets, Ledger, LedgerAccount } from './ledger.js';
import { LedgeredLanguageModel } from './ledgered-language-model.js';
import { RateLimitedLanguageModel } from './rate-limited-language-model.js';
import { RetryingLanguageModel } from './retrying-language-model.js';
import type { LanguageModelSettings } from './settings.js';
import { priceOf } from './tokens.js';

/** The rate limits and the ledger that calls are held to, and who pays for them. */
interface LanguageModelGuards {
  readonly limiter: RateLimiter;
  readonly ledger: Ledger;
  readonly account: LedgerAccount;
  readonly clock: Clock;
  readonly wait?: Wait;
  readonly logger?: Logger;
}

/** What the calls of a query are held to beside these. */
interface QueryGuards extends LanguageModelGuards {
  /** For a whole call: its wait for a turn, its tries and its reply. */
  readonly deadlineMilliseconds: number;
  /** Whether a reply store keeps the replies and settles their calls. Where none does, calls are settled at once. */
  readonly keepsReplies: boolean;
  /** How often the model is asked in all, the first time included; two where absent. */
  readonly tries?: number;
}

/** Longer waits are for the queue: a job in hand keeps a lock that must be renewed. */
const longestWaitMilliseconds = 5000;
const tries = 4;

/**
 * A model as builds ask it: in turn under the rate limits, within the budgets, with each call entered in the ledger right before it is made, and
 * again after failures that may pass. A failure that takes longer than 5 s to pass is rejected with `retryAfterMilliseconds`, so that the job can go
 * back to its queue.
 */
export function guardLanguageModel(
  model: LanguageModel,
  settings: LanguageModelSettings,
  guards: LanguageModelGuards,
): LanguageModel {
  const held = { budgets: budgetsOf(settings), longestWaitMilliseconds, tries };
  return guard(model, settings, { ...guards, ...held });
}

/** Few, because somebody waits for the answer. */
const queryTries = 2;

/**
 * A model as a query asks it: in turn and in the ledger, as builds do, and once more after a failure; but all of that within a deadline, after which it
 * rejects with a ReplyTimeoutError. Only the budget of the day binds it: that of a build is for drafting.
 */
export function guardQueryModel(
  model: LanguageModel,
  settings: LanguageModelSettings,
  { deadlineMilliseconds, keepsReplies, tries: most = queryTries, ...guards }: QueryGuards,
): LanguageModel {
  const { dayMicroUsd } = budgetsOf(settings);
  const held = { budgets: { dayMicroUsd }, longestWaitMilliseconds: deadlineMilliseconds, tries: most };
  const guarded = guard(model, settings, { ...guards, ...held, settlesReplies: !keepsReplies });
  return new DeadlineLanguageModel(guarded, deadlineMilliseconds);
}

interface Held extends LanguageModelGuards {
  readonly budgets: Budgets;
  readonly longestWaitMilliseconds: number;
  readonly tries: number;
  readonly settlesReplies?: boolean;
}

function guard(model: LanguageModel, settings: LanguageModelSettings, held: Held): LanguageModel {
  const price = priceOf(settings.LEXHOP_LLM_PRICES, model.id) ?? { inputUsd: 0, outputUsd: 0 };
  const limits = {
    requestsPerMinute: settings.LEXHOP_LLM_REQUESTS_PER_MINUTE,
    tokensPerMinute: settings.LEXHOP_LLM_TOKENS_PER_MINUTE,
  };
  const ledgered = new LedgeredLanguageModel(model, { ...held, price });
  return new RetryingLanguageModel(new RateLimitedLanguageModel(ledgered, { ...held, limits }), held);
}

class DeadlineLanguageModel extends GuardedLanguageModel {
  constructor(
    model: LanguageModel,
    private readonly milliseconds: number,
  ) {
    super(model);
  }

  override complete<Value>(
    prompt: Prompt,
    schema: z.ZodType<Value>,
    { signal, ...options }: AskOptions = {},
  ): Promise<Completion<Value>> {
    const late = () => new ReplyTimeoutError(this.id, this.milliseconds);
    return withinTime({ milliseconds: this.milliseconds, signal, late }, (within) =>
      this.model.complete(prompt, schema, { ...options, signal: within }),
    );
  }
}

function budgetsOf({
  LEXHOP_LLM_BUDGET_BUILD_USD: build,
  LEXHOP_LLM_BUDGET_DAY_USD: day,
}: LanguageModelSettings): Budgets {
  const microUsd = (usd: number | undefined) => (usd === undefined ? undefined : Math.floor(usd * 1e6));
  return { buildMicroUsd: microUsd(build), dayMicroUsd: microUsd(day) };
}
