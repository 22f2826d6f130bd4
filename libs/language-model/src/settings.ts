import { addressSetting, integerSetting, secret, SettingError } from '@lexhop/foundation';
import { geminiSettings, requestsPerMinuteSetting, tokensPerMinuteSetting } from '@lexhop/provider-calls';
import { z } from 'zod';
import { GeminiLanguageModel } from './gemini.js';
import type { LanguageModel } from './language-model.js';
import { OpenAiCompatibleLanguageModel } from './openai-compatible.js';
import { type Price, priceOf } from './tokens.js';

const usdSetting = z.coerce
  .number({ error: 'an amount in USD is allowed, 0 or more' })
  .min(0, { error: 'an amount in USD is allowed, 0 or more' });

const pricesSetting = z.string().transform((text, context): ReadonlyMap<string, Price> => {
  const lines = text.split(',').map((line) => line.trim());
  const prices = lines.filter((line) => line !== '').map(parsePrice);
  if (!prices.every((price) => price !== undefined)) {
    context.addIssue('prices as model=input/output are allowed, in USD per million tokens, separated by commas');
    return z.NEVER;
  }
  return new Map(prices);
});

function parsePrice(line: string): readonly [string, Price] | undefined {
  const groups = /^(?<model>[^=\s]+)=(?<input>\d+(?:\.\d+)?)\/(?<output>\d+(?:\.\d+)?)$/.exec(line)?.groups;
  if (!groups) return undefined;
  return [String(groups['model']), { inputUsd: Number(groups['input']), outputUsd: Number(groups['output']) }];
}

/** The settings of language models. */
export const languageModelSettings = z.object({
  LEXHOP_LLM_PROVIDER: z
    .enum(['gemini', 'openai-compatible', 'none'], { error: 'gemini, openai-compatible and none are allowed' })
    .default('none')
    .describe('Who drafts pseudo-queries for articles that no question bank covers: gemini, openai-compatible or none'),
  LEXHOP_LLM_MODEL: z
    .string()
    .optional()
    .describe('The model, as its provider names it; gemini-2.5-flash where the provider is gemini and nothing is set'),
  ...geminiSettings.shape,
  OPENAI_BASE_URL: addressSetting
    .default('https://api.openai.com/v1')
    .describe('An OpenAI-compatible server, with its version: http://localhost:11434/v1 is Ollama'),
  OPENAI_API_KEY: z
    .string()
    .optional()
    .meta(secret)
    .describe('Key for the OpenAI-compatible server, where it asks for one'),
  LEXHOP_LLM_REPLY_TOKENS: integerSetting(256, 1_000_000)
    .optional()
    .describe(
      'Most tokens of every reply, reasoning included; not set, 8192 and 1024 for each further article of a call, twice as many after a reply that was cut, and fewer where the server says so',
    ),
  LEXHOP_LLM_THINKING_TOKENS: integerSetting(0, 1_000_000)
    .optional()
    .describe('Most tokens that Gemini thinks before a reply, 0 for none; its own choice when not set'),
  LEXHOP_LLM_REASONING_EFFORT: z
    .string()
    .regex(/^[a-z]{1,20}$/u, { error: 'a word as none, minimal, low, medium or high is allowed' })
    .optional()
    .describe(
      'reasoning_effort for an OpenAI-compatible server: none, minimal, low, medium or high, as its model knows them',
    ),
  LEXHOP_LLM_TIMEOUT_S: integerSetting(1, 3600).default(120).describe('Seconds to wait for a reply'),
  LEXHOP_LLM_REQUESTS_PER_MINUTE: requestsPerMinuteSetting.describe(
    'Most requests a minute, of all workers together; no limit when not set',
  ),
  LEXHOP_LLM_TOKENS_PER_MINUTE: tokensPerMinuteSetting.describe(
    'Most tokens a minute, in and out, of all workers together; no limit when not set',
  ),
  LEXHOP_LLM_PRICES: pricesSetting
    .optional()
    .describe(
      'Prices as model=input/output, in USD per million tokens, separated by commas; a model without one costs nothing in the ledger',
    ),
  LEXHOP_LLM_BUDGET_BUILD_USD: usdSetting
    .optional()
    .describe('A build stops before its calls cost more; no bound when not set'),
  LEXHOP_LLM_BUDGET_DAY_USD: usdSetting
    .optional()
    .describe('Builds stop before the calls of a day (UTC) cost more, all graphs together; no bound when not set'),
  LEXHOP_LLM_ARTICLES_PER_CALL: integerSetting(1, 50).default(1).describe('Most short articles that share one call'),
});
export type LanguageModelSettings = Readonly<z.infer<typeof languageModelSettings>>;

/** How to set a language model, for who has none. A key alone sets none: drafting costs money, so a provider has to be named. */
export const howToSetLanguageModel =
  'set LEXHOP_LLM_PROVIDER=gemini and GEMINI_API_KEY, or LEXHOP_LLM_PROVIDER=openai-compatible, OPENAI_BASE_URL and LEXHOP_LLM_MODEL';

/** The language model that the settings name; undefined where they name none. Throws a SettingError where settings don't go together. */
export function chooseLanguageModel(settings: LanguageModelSettings): LanguageModel | undefined {
  const model = modelOf(settings);
  if (model) refuseBudgetWithoutPrice(settings, model);
  return model;
}

function modelOf(settings: LanguageModelSettings): LanguageModel | undefined {
  const { LEXHOP_LLM_THINKING_TOKENS: thinkingTokens, LEXHOP_LLM_REASONING_EFFORT: reasoningEffort } = settings;
  const timeoutMilliseconds = settings.LEXHOP_LLM_TIMEOUT_S * 1000;
  const bounds = { timeoutMilliseconds, longestReplyTokens: settings.LEXHOP_LLM_REPLY_TOKENS };
  refuseOthersSetting(settings);
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
        baseUrl: settings.LEXHOP_GEMINI_BASE_URL,
        thinkingTokens,
        ...bounds,
      });
    }
    case 'openai-compatible': {
      const model = settings.LEXHOP_LLM_MODEL;
      if (model === undefined)
        throw new SettingError('LEXHOP_LLM_MODEL', undefined, 'LEXHOP_LLM_PROVIDER=openai-compatible needs a model');
      const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey } = settings;
      return new OpenAiCompatibleLanguageModel({ model, baseUrl, apiKey, reasoningEffort, ...bounds });
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

/** Throws a SettingError for a setting of how much a model reasons that is meant for another provider: it would do nothing. */
function refuseOthersSetting(settings: LanguageModelSettings): void {
  const {
    LEXHOP_LLM_PROVIDER: provider,
    LEXHOP_LLM_THINKING_TOKENS: tokens,
    LEXHOP_LLM_REASONING_EFFORT: effort,
  } = settings;
  if (provider === 'openai-compatible' && tokens !== undefined) {
    const instead = 'only Gemini takes it; LEXHOP_LLM_REASONING_EFFORT is for an OpenAI-compatible server';
    throw new SettingError('LEXHOP_LLM_THINKING_TOKENS', String(tokens), instead);
  }
  if (provider === 'gemini' && effort !== undefined) {
    const instead = 'Gemini does not take it; LEXHOP_LLM_THINKING_TOKENS is for Gemini';
    throw new SettingError('LEXHOP_LLM_REASONING_EFFORT', effort, instead);
  }
}
