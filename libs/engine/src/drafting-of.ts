import type { Drafting } from '@lexhop/graph-build';
import type { LanguageModel } from '@lexhop/language-model';
import type { RateLimiter } from '@lexhop/rate-limit';
import type { EngineSettings } from './engine-settings.js';

/** What builds draft with, once there is a limiter; nothing where there is no language model. */
export function draftingOf({ languageModel: settings, queue }: EngineSettings, model: LanguageModel | undefined) {
  const workers = queue.LEXHOP_QUEUE_CONCURRENCY;
  return (limiter: RateLimiter): { readonly drafting?: Drafting } =>
    model ? { drafting: { model, settings, limiter, workers } } : {};
}
