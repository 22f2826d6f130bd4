import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LanguageModel } from './language-model.js';
import { GeminiLanguageModel } from './gemini.js';
import { OpenAiCompatibleLanguageModel, type OpenAiCompatibleOptions } from './openai-compatible.js';
import { type ProviderShape, providerShapes } from './testing/provider-shapes.js';
import { SimulatedProvider, type SimulatedProviderOptions } from './testing/simulated-provider.js';

const prompt = { system: '出題', user: '押金', longestReplyTokens: 8192, temperature: 0 };
const schema = z.object({ articles: z.array(z.object({ id: z.string() })).min(1) });
const value = { articles: [{ id: 'J0070017:1' }] };

let provider: SimulatedProvider | undefined;
afterEach(() => provider?.close());

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

/** A server that refuses with 400 what the function names. */
const refusing = (refuse: (body: Readonly<Record<string, unknown>>) => string | undefined): ProviderShape => ({
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

const requests = () => provider?.requests.map(({ body }) => body) ?? [];

describe('a reply that is heard', () => {
  it.each(providerShapes.map((shape) => [shape.name, shape] as const))(
    'is asked of %s as a stream, and read where the server does not stream',
    async (name, shape) => {
      const model = await modelOf({ shape }, name === 'Mistral' ? { reasoningEffort: 'low' } : {});
      const { value: read } = await model.complete(prompt, schema, { onText: () => {} });
      expect(read).toEqual(value);
      expect(requests()[0]).toMatchObject({ stream: true, stream_options: { include_usage: true } });
      await model.complete(prompt, schema);
      expect(requests().at(-1)).not.toHaveProperty('stream');
    },
  );

  it.each([
    ['the count of tokens', 'stream_options', { stream: true }, ['stream_options']],
    ['streams', 'stream', {}, ['stream']],
  ])('is heard as far as a server that refuses %s lets it', async (_, parameter, sent, leftOut) => {
    const refuse = (body: object) => (parameter in body ? `Unknown parameter: ${parameter}` : undefined);
    const model = await modelOf({ shape: refusing(refuse) });
    expect((await model.complete(prompt, schema, { onText: () => {} })).value).toEqual(value);
    expect(requests().at(-1)).toMatchObject(sent);
    expect(requests().at(-1)).not.toHaveProperty(parameter);
    expect(model.capabilities.leftOut).toEqual(leftOut);
  });

  it.each(['openAi', 'gemini'] as const)('is heard before it ends, without its reasoning: %s', async (wire) => {
    const text = `<think>draft</think>${JSON.stringify(value)}${' '.repeat(100)}`;
    const at = await start({ answer: () => text, fault: () => 'stalled-reply' });
    const options = { model: 'm', apiKey: 'key', timeoutMilliseconds: 10_000 };
    const model: LanguageModel =
      wire === 'openAi'
        ? new OpenAiCompatibleLanguageModel({ ...options, baseUrl: at.openAiBaseUrl })
        : new GeminiLanguageModel({ ...options, baseUrl: at.geminiBaseUrl });
    const enough = new AbortController();
    const reason = new Error('Enough was heard.');
    const onText = (soFar: string) => {
      expect(soFar).not.toContain('draft');
      if (soFar.includes('J0070017:1"}]}')) enough.abort(reason);
    };
    const { signal } = enough;
    expect(await model.complete(prompt, schema, { onText, signal }).catch((thrown: unknown) => thrown)).toBe(reason);
  });
});
