import { SettingError } from '@lexhop/foundation';
import { GeminiLanguageModel } from './gemini/gemini-language-model.js';
import type { LanguageModel } from './language-model.js';
import type { LanguageModelSettings } from './language-model-settings.js';
import { OpenAiCompatibleLanguageModel } from './openai-compatible/openai-compatible-language-model.js';
import { priceOf } from './prices.js';

/** What to do where no language model is set. A key alone sets none: drafting costs money and is asked for by name. */
export const howToSetLanguageModel =
  'set LEXHOP_LLM_PROVIDER=gemini and GEMINI_API_KEY, or LEXHOP_LLM_PROVIDER=openai-compatible, OPENAI_BASE_URL and LEXHOP_LLM_MODEL';

/** The language model that the settings name, undefined where they name none. Throws a SettingError for settings that don't go together. */
export function chooseLanguageModel(settings: LanguageModelSettings): LanguageModel | undefined {
  const model = modelOf(settings);
  if (model) refuseBudgetWithoutPrice(settings, model);
  return model;
}

function modelOf(settings: LanguageModelSettings): LanguageModel | undefined {
  const timeoutMilliseconds = settings.LEXHOP_LLM_TIMEOUT_S * 1000;
  switch (settings.LEXHOP_LLM_PROVIDER) {
    case 'none':
      return undefined;
    case 'gemini': {
      const apiKey = settings.GEMINI_API_KEY ?? settings.GOOGLE_API_KEY;
      if (apiKey === undefined)
        throw new SettingError('GEMINI_API_KEY', undefined, 'LEXHOP_LLM_PROVIDER=gemini needs a key');
      return new GeminiLanguageModel({
        model: settings.LEXHOP_LLM_MODEL ?? 'gemini-2.5-flash',
        apiKey,
        timeoutMilliseconds,
      });
    }
    case 'openai-compatible': {
      const model = settings.LEXHOP_LLM_MODEL;
      if (model === undefined)
        throw new SettingError('LEXHOP_LLM_MODEL', undefined, 'LEXHOP_LLM_PROVIDER=openai-compatible needs a model');
      const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey } = settings;
      return new OpenAiCompatibleLanguageModel({ model, baseUrl, apiKey, timeoutMilliseconds });
    }
  }
}

function refuseBudgetWithoutPrice(settings: LanguageModelSettings, { id }: LanguageModel): void {
  const hasBudget =
    settings.LEXHOP_LLM_BUDGET_BUILD_USD !== undefined || settings.LEXHOP_LLM_BUDGET_DAY_USD !== undefined;
  if (!hasBudget || priceOf(settings.LEXHOP_LLM_PRICES, id)) return;
  const name = id.slice(id.indexOf('/') + 1);
  throw new SettingError(
    'LEXHOP_LLM_PRICES',
    undefined,
    `a budget needs the price of ${name}: add ${name}=input/output, in USD per million tokens`,
  );
}
