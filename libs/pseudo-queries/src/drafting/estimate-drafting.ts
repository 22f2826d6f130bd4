import { costMicroUsd, estimateTokens, type Price } from '@lexhop/language-model';
import type { RateLimits } from '@lexhop/rate-limit';
import type { ArticleToDraft } from './articles-to-draft.js';
import { buildPrompt, groupForCalls } from './build-prompt.js';

/** What drafting some articles takes of a language model, if no reply has to be repaired. */
export interface DraftingLoad {
  readonly articles: number;
  readonly calls: number;
  readonly inputTokens: number;
  /** Of replies alone; a model that reasons first takes more. */
  readonly outputTokens: number;
}

/** No load; loads add up. */
export const noDraftingLoad: DraftingLoad = { articles: 0, calls: 0, inputTokens: 0, outputTokens: 0 };

/** Tokens of six questions as JSON. Over a real bank of 2,710 articles the mean is 152 and the most 218, by the same estimate. */
const replyTokensPerArticle = 220;

/** The load of drafting some articles, as draftWithLanguageModel would ask for them. */
export function draftingLoadOf(articles: readonly ArticleToDraft[], articlesPerCall: number): DraftingLoad {
  const calls = groupForCalls(
    articles.map((article) => ({ article })),
    articlesPerCall,
  );
  const prompts = calls.map(buildPrompt);
  return {
    articles: articles.length,
    calls: calls.length,
    inputTokens: prompts.reduce((sum, { system, user }) => sum + estimateTokens(system) + estimateTokens(user), 0),
    outputTokens: articles.length * replyTokensPerArticle,
  };
}

/** Two loads together. */
export function addDraftingLoads(one: DraftingLoad, other: DraftingLoad): DraftingLoad {
  return {
    articles: one.articles + other.articles,
    calls: one.calls + other.calls,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
  };
}

/** What the duration and the cost of drafting depend on. */
interface DraftingTerms {
  /** Absent where the price table has none. */
  readonly price?: Price | undefined;
  readonly limits: RateLimits;
  readonly workers: number;
  /** How long a reply takes. */
  readonly secondsPerCall: number;
}

export interface DraftingEstimate extends DraftingLoad {
  /** Absent where the price is. */
  readonly costUsd?: number;
  readonly minutes: number;
}

/** The cost of a load, and its duration: by the limit of requests, the limit of tokens, or the workers, whichever is slowest. */
export function estimateDrafting(load: DraftingLoad, terms: DraftingTerms): DraftingEstimate {
  const { price, limits, workers, secondsPerCall } = terms;
  const tokens = load.inputTokens + load.outputTokens;
  const minutes = Math.max(
    load.calls / (limits.requestsPerMinute ?? Infinity),
    tokens / (limits.tokensPerMinute ?? Infinity),
    (load.calls * secondsPerCall) / 60 / workers,
  );
  return { ...load, ...(price && { costUsd: costMicroUsd(load, price) / 1e6 }), minutes };
}
