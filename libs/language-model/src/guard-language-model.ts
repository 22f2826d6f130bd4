import type { Clock, Logger } from '@lexhop/foundation';
import { type RateLimiter, type Wait, waitInProcess } from '@lexhop/rate-limit';
import type { LanguageModel } from './language-model.js';
import type { LanguageModelSettings } from './language-model-settings.js';
import type { Budgets, Ledger, LedgerAccount } from './ledger/ledger.js';
import { LedgeredLanguageModel } from './ledger/ledgered-language-model.js';
import { priceOf } from './prices.js';
import { RateLimitedLanguageModel } from './rate-limited-language-model.js';
import { RetryingLanguageModel } from './retrying-language-model.js';

/** What calls are held to, and who pays. */
export interface LanguageModelGuards {
  readonly limiter: RateLimiter;
  readonly ledger: Ledger;
  readonly account: LedgerAccount;
  readonly clock: Clock;
  readonly wait?: Wait;
  readonly logger?: Logger;
}

/** Longer waits are for the queue: a job in hand keeps a lock that must be renewed. */
const longestWaitMilliseconds = 5000;
const tries = 4;

/**
 * A model as builds ask it: in turn under the rate limits, each call entered in the ledger right before it is made, and again after failures
 * that may pass. What takes longer than 5 s to pass is rejected with `retryAfterMilliseconds`, for the job to go back to its queue.
 */
export function guardLanguageModel(
  model: LanguageModel,
  settings: LanguageModelSettings,
  { limiter, ledger, account, clock, wait = waitInProcess, logger }: LanguageModelGuards,
): LanguageModel {
  const price = priceOf(settings.LEXHOP_LLM_PRICES, model.id) ?? { inputUsd: 0, outputUsd: 0 };
  const limits = {
    requestsPerMinute: settings.LEXHOP_LLM_REQUESTS_PER_MINUTE,
    tokensPerMinute: settings.LEXHOP_LLM_TOKENS_PER_MINUTE,
  };
  const ledgered = new LedgeredLanguageModel(model, { ledger, account, price, budgets: budgetsOf(settings), clock });
  const limiting = { limiter, limits, longestWaitMilliseconds, wait, ...(logger && { logger }) };
  const inTurn = new RateLimitedLanguageModel(ledgered, limiting);
  return new RetryingLanguageModel(inTurn, { tries, longestWaitMilliseconds, wait });
}

function budgetsOf({
  LEXHOP_LLM_BUDGET_BUILD_USD: build,
  LEXHOP_LLM_BUDGET_DAY_USD: day,
}: LanguageModelSettings): Budgets {
  const microUsd = (usd: number | undefined) => (usd === undefined ? undefined : Math.floor(usd * 1e6));
  return { buildMicroUsd: microUsd(build), dayMicroUsd: microUsd(day) };
}
