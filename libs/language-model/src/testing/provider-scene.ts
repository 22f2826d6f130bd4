import { afterEach } from 'vitest';
import { z } from 'zod';
import { OpenAiCompatibleLanguageModel, type OpenAiCompatibleOptions } from '../openai-compatible.js';
import type { ProviderShape } from './provider-shapes.js';
import { SimulatedProvider, type SimulatedProviderOptions } from './simulated-provider.js';

/** What is asked in these tests, how the reply must be, and a good one. */
export const prompt = { system: '出題', user: '押金', longestReplyTokens: 8192, temperature: 0 };
export const schema = z.object({ articles: z.array(z.object({ id: z.string() })).min(1) });
export const value = { articles: [{ id: 'J0070017:1' }] };

/** One simulated provider at a time, which is closed after each test. */
export function providerScene() {
  let provider: SimulatedProvider | undefined;
  const close = async () => provider?.close();
  afterEach(close);

  async function start(options: Partial<SimulatedProviderOptions>): Promise<SimulatedProvider> {
    provider = await SimulatedProvider.start({ answer: () => value, ...options });
    return provider;
  }

  async function modelOf(options: Partial<SimulatedProviderOptions>, more: Partial<OpenAiCompatibleOptions> = {}) {
    const at = await start(options);
    const [model, path] = [options.shape?.model ?? 'm', options.shape?.path ?? '/v1'];
    const baseUrl = `${at.geminiBaseUrl}${path}`;
    return new OpenAiCompatibleLanguageModel({ model, baseUrl, apiKey: 'key', timeoutMilliseconds: 10_000, ...more });
  }

  const prompts = () => provider?.requests ?? [];
  return { start, modelOf, close, prompts, requests: () => prompts().map(({ body }) => body) };
}

/** A server that refuses with 400 what the function names. */
export const refusing = (refuse: (body: Readonly<Record<string, unknown>>) => string | undefined): ProviderShape => ({
  name: 'one',
  model: 'm',
  path: '/v1',
  refuse: ({ body }) => {
    const message = refuse(body);
    return message === undefined
      ? undefined
      : { status: 400, body: { error: { message, type: 'invalid_request_error' } } };
  },
  reply: (text) => ({ choices: [{ message: { content: text }, finish_reason: 'stop' }] }),
});
