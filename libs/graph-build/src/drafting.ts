import type { LanguageModel, LanguageModelSettings } from '@lexhop/language-model';
import type { RateLimiter } from '@lexhop/rate-limit';

/** Who drafts the questions of articles that the question bank does not cover, and what the calls are held to. */
export interface Drafting {
  /** As it is: builds put it under the rate limits, budgets and the ledger themselves. */
  readonly model: LanguageModel;
  readonly settings: LanguageModelSettings;
  /** Shared by all workers. */
  readonly limiter: RateLimiter;
  /** Batches at a time, of all workers together; for estimates. */
  readonly workers: number;
}
