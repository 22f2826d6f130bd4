import type { Drafting } from '@lexhop/graph-build';
import { chooseLanguageModel } from '@lexhop/language-model';
import type { RateLimiter } from '@lexhop/rate-limit';
import type { EngineSettings } from './engine-settings.js';

/** What builds draft with, once there is a limiter; nothing where the settings name no language model. Throws a SettingError at once for settings that don't go together. */
export function draftingOf({ languageModel: settings, queue }: EngineSettings) {
  const model = chooseLanguageModel(settings);
  const workers = queue.LEXHOP_QUEUE_CONCURRENCY;
  return (limiter: RateLimiter): { readonly drafting?: Drafting } =>
    model ? { drafting: { model, settings, limiter, workers } } : {};
}
