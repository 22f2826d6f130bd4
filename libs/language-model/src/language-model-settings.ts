import { integerSetting, secret } from '@lexhop/foundation';
import { z } from 'zod';
import { type Price, type PriceTable } from './prices.js';

const usdSetting = z.coerce
  .number({ error: 'an amount in USD is allowed, 0 or more' })
  .min(0, { error: 'an amount in USD is allowed, 0 or more' });

const pricesSetting = z.string().transform((text, context): PriceTable => {
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
  GEMINI_API_KEY: z.string().optional().meta(secret).describe('Key for Gemini'),
  GOOGLE_API_KEY: z.string().optional().meta(secret).describe('The same as GEMINI_API_KEY, which comes first'),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'an http or https address is allowed' })
    .default('https://api.openai.com/v1')
    .describe('An OpenAI-compatible server, with its version: http://localhost:11434/v1 is Ollama'),
  OPENAI_API_KEY: z
    .string()
    .optional()
    .meta(secret)
    .describe('Key for the OpenAI-compatible server, where it asks for one'),
  LEXHOP_LLM_TIMEOUT_S: integerSetting(1, 3600).default(120).describe('Seconds to wait for a reply'),
  LEXHOP_LLM_REQUESTS_PER_MINUTE: integerSetting(1, 1_000_000)
    .optional()
    .describe('Most requests a minute, of all workers together; no limit when not set'),
  LEXHOP_LLM_TOKENS_PER_MINUTE: integerSetting(1, 1_000_000_000)
    .optional()
    .describe('Most tokens a minute, in and out, of all workers together; no limit when not set'),
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
