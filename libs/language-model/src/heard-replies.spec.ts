import { describe, expect, it } from 'vitest';
import type { LanguageModel } from './language-model.js';
import { GeminiLanguageModel } from './gemini.js';
import { OpenAiCompatibleLanguageModel } from './openai-compatible.js';
import { providerShapes } from './testing/provider-shapes.js';
import { prompt, providerScene, refusing, schema, value } from './testing/provider-scene.js';

const { start, modelOf, requests } = providerScene();

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
