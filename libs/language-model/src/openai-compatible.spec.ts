import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Prompt } from './language-model.js';
import { SimulatedProvider, type SimulatedProviderOptions } from './testing/simulated-provider.js';
import { OpenAiCompatibleLanguageModel } from './openai-compatible.js';

const apiKey = 'sk-secret-secret-secret';
const prompt: Prompt = { system: 'system', user: 'user', longestReplyTokens: 100 };
const schema = z.object({ lay: z.array(z.string().min(3)).min(1) });

let provider: SimulatedProvider | undefined;
afterEach(() => provider?.close());

async function modelOf(options: Partial<SimulatedProviderOptions>, timeoutMilliseconds = 10_000) {
  provider = await SimulatedProvider.start({ answer: () => ({ lay: ['哪一天？'] }), ...options });
  const baseUrl = `${provider.openAiBaseUrl}/`;
  return new OpenAiCompatibleLanguageModel({ model: 'qwen3:8b', baseUrl, apiKey, timeoutMilliseconds });
}

const failureOf = (model: OpenAiCompatibleLanguageModel) =>
  model.complete(prompt, schema).then(
    () => expect.fail('It should have been rejected.'),
    (thrown: Error) => thrown,
  );

describe('OpenAiCompatibleLanguageModel', () => {
  it('asks with its key and a closed JSON schema', async () => {
    const model = await modelOf({ apiKey });
    await model.complete(prompt, schema);
    expect(provider?.requests[0]).toMatchObject({ system: 'system', user: 'user', apiKey });
    expect(provider?.requests[0]?.schema).toEqual({
      type: 'object',
      properties: { lay: { type: 'array', items: { type: 'string' } } },
      required: ['lay'],
      additionalProperties: false,
    });
  });

  it.each([
    ['rate-limited', { code: 'language-model-rate-limited', retryable: true, retryAfterMilliseconds: 1000 }],
    [
      'rate-limited-silently',
      { code: 'language-model-rate-limited', retryable: true, retryAfterMilliseconds: undefined },
    ],
    ['server-error', { code: 'language-model-unavailable', retryable: true, status: 500, mayBeCharged: false }],
    ['cut-connection', { code: 'language-model-unavailable', retryable: true, mayBeCharged: true }],
    ['cut-reply', { code: 'language-model-unavailable', retryable: true, mayBeCharged: true }],
  ] as const)('says what happened: %s', async (fault, facts) => {
    expect(await failureOf(await modelOf({ fault: () => fault }))).toMatchObject(facts);
  });

  it('knows a server that is not there was never asked', async () => {
    const model = await modelOf({});
    await provider?.close();
    const error = await failureOf(model);
    expect(error).toMatchObject({ code: 'language-model-unavailable', retryable: true, mayBeCharged: false });
    expect(error.message).toContain('ECONNREFUSED');
    provider = undefined;
  });

  it('names the address that was asked, and its setting, where nothing is there or a web page', async () => {
    const shape = { name: 'x', model: 'm', path: '', reply: () => '<!doctype html><title>Open WebUI</title>' };
    const missing = { status: 404, body: '404 page not found' };
    for (const refuse of [() => missing, () => undefined]) {
      await provider?.close();
      provider = await SimulatedProvider.start({ answer: () => '', shape: { ...shape, refuse } });
      const baseUrl = `${provider.geminiBaseUrl}?x=1`;
      const model = new OpenAiCompatibleLanguageModel({ model: 'qwen3:8b', baseUrl, timeoutMilliseconds: 10_000 });
      const error = (await failureOf(model)) as Error & { readonly hint: string };
      expect(error).toMatchObject({ code: 'language-model-refused', retryable: false });
      expect(error.hint).toContain(`${provider.geminiBaseUrl}/chat/completions was asked. Check`);
      expect(error.hint).toContain('OPENAI_BASE_URL');
      expect(provider.requests).toHaveLength(1);
    }
  });

  it('gives up after its time', async () => {
    const error = await failureOf(await modelOf({ fault: () => 'hang' }, 50));
    expect(error).toMatchObject({ code: 'language-model-timeout', retryable: true, milliseconds: 50 });
  });

  it('never repeats the key, even if the provider does', async () => {
    const error = await failureOf(await modelOf({ apiKey: 'another' }));
    expect(error).toMatchObject({ code: 'language-model-refused', retryable: false, status: 401 });
    expect(error.message).toContain('Incorrect API key provided: ***');
    expect(JSON.stringify(error) + String(error.stack)).not.toContain(apiKey);
  });
});
