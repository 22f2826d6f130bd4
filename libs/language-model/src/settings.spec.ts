import { readSettings } from '@lexhop/foundation';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chooseLanguageModel, howToSetLanguageModel, languageModelSettings } from './settings.js';
import { SimulatedProvider } from './testing/simulated-provider.js';

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
    [
      { LEXHOP_LLM_PROVIDER: 'openai-compatible', LEXHOP_LLM_MODEL: 'm', LEXHOP_LLM_THINKING_TOKENS: '0' },
      'LEXHOP_LLM_THINKING_TOKENS is "0": only Gemini takes it; LEXHOP_LLM_REASONING_EFFORT is for an OpenAI-compatible server',
    ],
    [
      { LEXHOP_LLM_PROVIDER: 'gemini', GEMINI_API_KEY: 'key', LEXHOP_LLM_REASONING_EFFORT: 'low' },
      'LEXHOP_LLM_REASONING_EFFORT is "low": Gemini does not take it; LEXHOP_LLM_THINKING_TOKENS is for Gemini',
    ],
    [
      { LEXHOP_LLM_REPLY_TOKENS: '10' },
      'LEXHOP_LLM_REPLY_TOKENS is "10": a whole number from 256 to 1000000 is allowed',
    ],
    [{ LEXHOP_GEMINI_BASE_URL: 'proxy' }, 'LEXHOP_GEMINI_BASE_URL is "proxy": an http or https address is allowed'],
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

describe('the settings of a request', () => {
  const prompt = { system: 's', user: 'u', longestReplyTokens: 500 };
  let provider: SimulatedProvider | undefined;
  afterEach(() => provider?.close());

  async function requestBy(environmentAt: (provider: SimulatedProvider) => Record<string, string>) {
    provider = await SimulatedProvider.start({ answer: () => ({}) });
    const model = choose(environmentAt(provider));
    await model?.complete(prompt, z.object({}));
    return provider.requests[0];
  }

  it('send drafting to the address that is set for Gemini, with its bounds', async () => {
    const request = await requestBy(({ geminiBaseUrl }) => ({
      LEXHOP_LLM_PROVIDER: 'gemini',
      GEMINI_API_KEY: 'key',
      LEXHOP_GEMINI_BASE_URL: `${geminiBaseUrl}/behind/a/proxy`,
      LEXHOP_LLM_REPLY_TOKENS: '4000',
      LEXHOP_LLM_THINKING_TOKENS: '0',
    }));
    expect(request?.path).toBe('/behind/a/proxy/v1beta/models/gemini-2.5-flash:generateContent');
    expect(request?.body['generationConfig']).toMatchObject({
      maxOutputTokens: 4000,
      thinkingConfig: { thinkingBudget: 0 },
    });
  });

  it('bound replies and reasoning of an OpenAI-compatible server, and nothing is sent that is not set', async () => {
    const openAi = { LEXHOP_LLM_PROVIDER: 'openai-compatible', LEXHOP_LLM_MODEL: 'm' };
    const bound = { LEXHOP_LLM_REPLY_TOKENS: '4000', LEXHOP_LLM_REASONING_EFFORT: 'low' };
    const request = await requestBy(({ openAiBaseUrl: url }) => ({ ...openAi, ...bound, OPENAI_BASE_URL: url }));
    expect(request?.body).toMatchObject({ max_tokens: 4000, reasoning_effort: 'low' });
    await provider?.close();
    const plain = await requestBy(({ openAiBaseUrl: url }) => ({ ...openAi, OPENAI_BASE_URL: url }));
    expect(Object.keys(plain?.body ?? {})).toEqual(['model', 'messages', 'response_format', 'max_tokens']);
    expect(plain?.body['max_tokens']).toBe(500);
  });
});
