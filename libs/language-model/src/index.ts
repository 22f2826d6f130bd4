/** Language model: asks a language model for a value of a schema, with token usage; in turn, again after failures, and within a budget. */
export { type AskOptions, type Completion, LanguageModel, type Prompt, type Reply } from './language-model.js';
export type { TokenUsage } from './token-usage.js';
export { chooseLanguageModel, howToSetLanguageModel } from './choose-language-model.js';
export { guardLanguageModel, type LanguageModelGuards } from './guard-language-model.js';
export { type LanguageModelSettings, languageModelSettings } from './language-model-settings.js';
export { GeminiLanguageModel, type GeminiOptions } from './gemini/gemini-language-model.js';
export {
  OpenAiCompatibleLanguageModel,
  type OpenAiCompatibleOptions,
} from './openai-compatible/openai-compatible-language-model.js';
export { estimateTokens } from './estimate-tokens.js';
export { costMicroUsd, type Price, priceOf, type PriceTable } from './prices.js';
export { RateLimitedLanguageModel, type RateLimiting } from './rate-limited-language-model.js';
export { type Retrying, RetryingLanguageModel } from './retrying-language-model.js';
export {
  type Budgets,
  type CallIntent,
  type CallPurpose,
  Ledger,
  type LedgerAccount,
  type LedgerFilter,
  type LedgerTotal,
  type Settlement,
} from './ledger/ledger.js';
export { type Accounting, LedgeredLanguageModel } from './ledger/ledgered-language-model.js';
export { type ReplyKey, ReplyStore, type StoredReply } from './ledger/reply-store.js';
export { BudgetSpentError } from './errors/budget-spent-error.js';
export { LanguageModelError } from './errors/language-model-error.js';
export { ProviderUnavailableError, type UnavailableFacts } from './errors/provider-unavailable-error.js';
export { RateLimitedError } from './errors/rate-limited-error.js';
export { ReplyError } from './errors/reply-error.js';
export { ReplyTimeoutError } from './errors/reply-timeout-error.js';
export { RequestRefusedError } from './errors/request-refused-error.js';
export { TurnTooFarError } from './errors/turn-too-far-error.js';
export { UnknownCallError } from './errors/unknown-call-error.js';
