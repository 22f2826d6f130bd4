import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Prompt } from './language-model.js';
import { SimulatedProvider, type SimulatedProviderOptions } from './testing/simulated-provider.js';
import { GeminiLanguageModel } from './gemini.js';

const apiKey = 'AIzaSecretSecretSecret';
const prompt: Prompt = { system: 'system', user: 'user', longestReplyTokens: 100 };
const schema = z.object({ lay: z.array(z.string().min(3)).min(1).describe('Everyday words') });

let provider: SimulatedProvider | undefined;
afterEach(() => provider?.close());

async function modelOf(options: Partial<SimulatedProviderOptions>, timeoutMilliseconds = 10_000) {
  provider = await SimulatedProvider.start({ answer: () => ({ lay: ['哪一天？'] }), ...options });
  return new GeminiLanguageModel({
    model: 'gemini-2.5-flash',
    apiKey,
    timeoutMilliseconds,
    baseUrl: provider.geminiBaseUrl,
  });
}

const failureOf = (model: GeminiLanguageModel) =>
  model.complete(prompt, schema).then(
    () => expect.fail('It should have been rejected.'),
    (thrown: Error) => thrown,
  );

describe('GeminiLanguageModel', () => {
  it('asks with its key and the part of JSON schema that Gemini knows', async () => {
    const model = await modelOf({ apiKey });
    await model.complete(prompt, schema);
    expect(provider?.requests[0]).toMatchObject({ system: 'system', user: 'user', apiKey });
    expect(provider?.requests[0]?.schema).toEqual({
      type: 'object',
      properties: { lay: { type: 'array', description: 'Everyday words', items: { type: 'string' } } },
      required: ['lay'],
    });
  });

  it('is told in the body when to come again', async () => {
    expect(await failureOf(await modelOf({ fault: () => 'rate-limited' }))).toMatchObject({
      code: 'language-model-rate-limited',
      retryable: true,
      retryAfterMilliseconds: 1000,
    });
  });

  it.each([
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
