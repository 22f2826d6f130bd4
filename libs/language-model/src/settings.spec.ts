import { readSettings } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import { chooseLanguageModel, howToSetLanguageModel } from './settings.js';
import { languageModelSettings } from './settings.js';

const choose = (environment: Record<string, string>) =>
  chooseLanguageModel(readSettings(languageModelSettings, environment));

describe('languageModelSettings', () => {
  it('ask nobody unless a provider is set', () => {
    expect(choose({ GEMINI_API_KEY: 'key' })).toBeUndefined();
  });

  it.each(['GEMINI_API_KEY', 'GOOGLE_API_KEY'])('choose Gemini with a key in %s', (variable) => {
    expect(choose({ LEXHOP_LLM_PROVIDER: 'gemini', [variable]: 'key' })?.id).toBe('gemini/gemini-2.5-flash');
  });

  it('choose an OpenAI-compatible server without a key', () => {
    const environment = { LEXHOP_LLM_PROVIDER: 'openai-compatible', LEXHOP_LLM_MODEL: 'qwen3:8b' };
    expect(choose({ ...environment, OPENAI_BASE_URL: 'http://localhost:11434/v1' })?.id).toBe(
      'openai-compatible/qwen3:8b',
    );
  });

  it.each(howToSetLanguageModel.split(', or '))('are set by what is said to set them: %s', (way) => {
    const named = [...way.matchAll(/(?<name>[A-Z_]{2,})(?:=(?<value>[\w-]+))?/gu)].map(({ groups }) => groups ?? {});
    const environment = named.map(({ name = '', value = 'http://localhost' }) => [name, value]);
    expect(choose(Object.fromEntries(environment) as Record<string, string>)).toBeDefined();
  });

  it('read prices, in USD per million tokens', () => {
    const { LEXHOP_LLM_PRICES: prices } = readSettings(languageModelSettings, {
      LEXHOP_LLM_PRICES: 'gemini-2.5-flash=0.30/2.50, qwen3:8b=0/0',
    });
    expect([...(prices ?? [])]).toEqual([
      ['gemini-2.5-flash', { inputUsd: 0.3, outputUsd: 2.5 }],
      ['qwen3:8b', { inputUsd: 0, outputUsd: 0 }],
    ]);
  });

  it.each([
    [{ LEXHOP_LLM_PROVIDER: 'bard' }, 'LEXHOP_LLM_PROVIDER is "bard": gemini, openai-compatible and none are allowed'],
    [{ LEXHOP_LLM_PROVIDER: 'gemini' }, 'GEMINI_API_KEY is not set: LEXHOP_LLM_PROVIDER=gemini needs a key'],
    [
      { LEXHOP_LLM_PROVIDER: 'openai-compatible' },
      'LEXHOP_LLM_MODEL is not set: LEXHOP_LLM_PROVIDER=openai-compatible needs a model',
    ],
    [{ OPENAI_BASE_URL: 'localhost' }, 'OPENAI_BASE_URL is "localhost": an http or https address is allowed'],
    [{ LEXHOP_LLM_PRICES: 'gpt=free' }, /^LEXHOP_LLM_PRICES is "gpt=free": prices as model=input\/output/],
    [{ LEXHOP_LLM_BUDGET_DAY_USD: '-1' }, 'LEXHOP_LLM_BUDGET_DAY_USD is "-1": an amount in USD is allowed, 0 or more'],
    [{ LEXHOP_LLM_TIMEOUT_S: '0' }, 'LEXHOP_LLM_TIMEOUT_S is "0": a whole number from 1 to 3600 is allowed'],
    [
      { LEXHOP_LLM_PROVIDER: 'gemini', GEMINI_API_KEY: 'key', LEXHOP_LLM_BUDGET_BUILD_USD: '2' },
      /^LEXHOP_LLM_PRICES is not set: a budget needs the price of gemini-2\.5-flash/,
    ],
  ])('refuse %j in one line', (environment, sentence) => {
    expect(() => choose(environment)).toThrow(sentence);
  });
});
