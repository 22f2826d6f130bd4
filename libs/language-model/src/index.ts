/** Language model: asks a language model for a value of a schema, within rate limits and a budget; retries failures, and counts tokens. */
export { type AskOptions, capabilitiesSchema, type Completion, LanguageModel, type Prompt } from './language-model.js';
export { costMicroUsd, estimateTokens, type Price, priceOf, type TokenUsage } from './tokens.js';
export {
  chooseLanguageModel,
  howToSetLanguageModel,
  type LanguageModelSettings,
  languageModelSettings,
} from './settings.js';
export { guardLanguageModel, guardQueryModel } from './guard-language-model.js';
export { keepUnusable } from './ledgered-language-model.js';
export { itemsSoFar } from './read-reply.js';
export { GeminiLanguageModel } from './gemini.js';
export { OpenAiCompatibleLanguageModel } from './openai-compatible.js';
export {
  type Budgets,
  type CallIntent,
  type CallPurpose,
  Ledger,
  type LedgerAccount,
  type LedgerFilter,
  type LedgerTotal,
  type ReplyKey,
  ReplyStore,
  type Settlement,
  type StoredReply,
} from './ledger.js';
export {
  BudgetSpentError,
  DayQuotaSpentError,
  LanguageModelError,
  ProviderUnavailableError,
  RateLimitedError,
  ReplyError,
  ReplyTimeoutError,
  RequestRefusedError,
  TextRefusedError,
  TurnTooFarError,
  UnknownCallError,
} from './errors.js';
