import { describe, expect, it } from 'vitest';
import type { LanguageModel } from './language-model.js';
import { GeminiLanguageModel } from './gemini.js';
import { OpenAiCompatibleLanguageModel } from './openai-compatible.js';
import { type ProviderShape, providerShapes } from './testing/provider-shapes.js';
import { prompt, providerScene, refusing, schema, value } from './testing/provider-scene.js';

const { start, modelOf, close, prompts, requests } = providerScene();
const failureOf = (model: LanguageModel) => model.complete(prompt, schema).catch((thrown: unknown) => thrown);

describe('a provider as it is on the wire', () => {
  const foundOut: Readonly<Record<string, object>> = {
    DeepSeek: { structure: 'json_object', lengthParameter: 'max_tokens' },
    Azure: { structure: 'json_schema', lengthParameter: 'max_completion_tokens' },
    vLLM: { structure: 'json_schema', contextTokens: 8192 },
    Ollama: { structure: 'json_schema', findings: [] },
    'LM Studio': { structure: 'prompt' },
    OpenRouter: { structure: 'json_schema', leftOut: ['temperature'] },
    'llama.cpp': { structure: 'json_object' },
    Mistral: { structure: 'json_schema', leftOut: ['reasoning'] },
  };

  it.each(providerShapes.map((shape) => [shape.name, shape] as const))(
    '%s: what it can’t do is found out in the first call, and its reply is read',
    async (name, shape) => {
      const model = await modelOf({ shape }, name === 'Mistral' ? { reasoningEffort: 'low' } : {});
      expect((await model.complete(prompt, schema)).value).toEqual(value);
      const asked = requests().length;
      expect(model.capabilities).toMatchObject(foundOut[name] ?? {});
      expect(model.capabilities.findings).toHaveLength(asked - 1);
      expect((await model.complete(prompt, schema)).value).toEqual(value);
      expect(requests()).toHaveLength(asked + 1);
    },
  );
});

describe('what is found out', () => {
  it('is said with the provider’s words, and when', async () => {
    const shape = providerShapes.find(({ name }) => name === 'DeepSeek');
    const model = await modelOf(shape ? { shape } : {});
    await model.complete(prompt, schema);
    const [finding] = model.capabilities.findings;
    expect(finding).toMatchObject({
      reason: 'json_schema is not taken; json_object is asked for.',
      code: 'schema-refused',
      said: 'This response_format type is unavailable now',
    });
    expect(Date.parse(finding?.at ?? '')).toBeGreaterThan(0);
    expect(requests()[1]?.['response_format']).toEqual({ type: 'json_object' });
    expect(prompts()[1]?.system).toContain('"required":["articles"]');
  });

  it('is found out once by calls that are under way together', async () => {
    const model = await modelOf({
      shape: refusing((body) => ('max_tokens' in body ? "Unsupported parameter: 'max_tokens'" : undefined)),
    });
    await Promise.all(Array.from({ length: 8 }, () => model.complete(prompt, schema)));
    expect(model.capabilities).toMatchObject({ lengthParameter: 'max_completion_tokens' });
    expect(model.capabilities.findings).toHaveLength(1);
    expect(requests()).toHaveLength(16);
  });

  it('may be that no parameter bounds a reply', async () => {
    const shape = refusing((body) =>
      Object.keys(body)
        .find((name) => name.startsWith('max_'))
        ?.concat(' is not supported'),
    );
    const model = await modelOf({ shape });
    expect((await model.complete(prompt, schema)).value).toEqual(value);
    expect(model.capabilities.lengthParameter).toBeUndefined();
  });

  it.each([
    ['max_tokens is too large: 8192. This model supports at most 4096 completion tokens.', 4096],
    ['`max_tokens` must be less than or equal to `4,096`'.replaceAll('`4,096`', '4,096'), 4096],
    ['Invalid max_tokens value, the valid range of max_tokens is [1, 4096]', 4096],
    ['max_tokens is too large', 4096],
    ['The output limit is exceeded (max_tokens).', 4096],
  ])('is a smaller bound: %s', async (message, bound) => {
    const model = await modelOf({
      shape: refusing((body) => (Number(body['max_tokens']) > 4096 ? message : undefined)),
    });
    expect((await model.complete(prompt, schema)).value).toEqual(value);
    expect(requests().at(-1)?.['max_tokens']).toBe(bound);
    expect(model.longestReply(prompt)).toBe(bound);
  });

  it.each([
    [
      (sent: number) =>
        `This model's maximum context length is 8192 tokens and your request has 908 input tokens (${sent} > 8192 - 908).`,
    ],
    [
      (sent: number) =>
        `This model's maximum context length is 8192 tokens. However, you requested ${sent} output tokens and your prompt contains at least ${8193 - sent} input tokens.`,
    ],
    [
      () =>
        'This model’s maximum context length is 8192 tokens. Please reduce the length of the messages or completion.',
    ],
  ])('is what the prompt leaves of the context, however it is counted', async (said) => {
    const shape = refusing((body) =>
      Number(body['max_tokens']) + 908 > 8192 ? said(Number(body['max_tokens'])) : undefined,
    );
    const model = await modelOf({ shape });
    expect((await model.complete(prompt, schema)).value).toEqual(value);
    expect(requests().length).toBeLessThan(8);
    expect(Number(requests().at(-1)?.['max_tokens'])).toBeGreaterThan(2000);
    expect(model.capabilities).toMatchObject({ contextTokens: 8192 });
  });

  it('is that one text is too long, and nothing about others', async () => {
    const error = {
      code: 400,
      message: 'the request exceeds the available context size',
      type: 'exceed_context_size_error',
    };
    const at = await start({
      shape: {
        ...refusing(() => undefined),
        refuse: ({ user }) =>
          user === '長'
            ? { status: 400, body: { error: { ...error, n_prompt_tokens: 14_429, n_ctx: 8192 } } }
            : undefined,
      },
    });
    const model = new OpenAiCompatibleLanguageModel({
      model: 'm',
      baseUrl: at.openAiBaseUrl,
      timeoutMilliseconds: 10_000,
    });
    const refused = await model.complete({ ...prompt, user: '長' }, schema).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ code: 'language-model-text-refused' });
    expect(String(refused)).toContain('too long for the model');
    expect((await model.complete(prompt, schema)).value).toEqual(value);
    expect(model.capabilities.findings).toEqual([]);
  });

  it('is a larger bound after a reply that was cut, up to four times, unless a setting bounds it', async () => {
    const cut: ProviderShape = {
      ...refusing(() => undefined),
      reply: () => ({ choices: [{ message: { content: '', reasoning_content: '想…' }, finish_reason: 'length' }] }),
    };
    const model = await modelOf({ shape: cut });
    for (let call = 0; call < 4; call++) expect(await failureOf(model)).toMatchObject({ isCut: true });
    expect(requests().map((body) => body['max_tokens'])).toEqual([8192, 16_384, 32_768, 32_768]);
    await close();
    const bound = await modelOf({ shape: cut }, { longestReplyTokens: 20_000 });
    for (let call = 0; call < 2; call++) expect(await failureOf(bound)).toMatchObject({ isCut: true });
    expect(requests().map((body) => body['max_tokens'])).toEqual([20_000, 20_000]);
  });

  it('is no larger bound where the server allows none', async () => {
    const model = await modelOf({
      shape: {
        ...refusing((body) => (Number(body['max_tokens']) > 4096 ? 'max_tokens must be at most 4096' : undefined)),
        reply: () => ({ choices: [{ message: { content: '' }, finish_reason: 'length' }] }),
      },
    });
    for (let call = 0; call < 2; call++) expect(await failureOf(model)).toMatchObject({ isCut: true });
    expect(requests().map((body) => body['max_tokens'])).toEqual([8192, 4096, 4096]);
    expect(model.capabilities.findings).toHaveLength(1);
  });

  it('is that a schema is taken and not heeded: the next prompt tells it', async () => {
    const model = await modelOf({
      answer: ({ system }) => (system.includes('JSON schema') ? value : { questions: [] }),
    });
    expect(await failureOf(model)).toMatchObject({ code: 'language-model-reply-unusable' });
    expect((await model.complete(prompt, schema)).value).toEqual(value);
    expect(requests()[1]).toHaveProperty('response_format.type', 'json_schema');
  });

  it('is that a reply was read, and not as it was asked for: said once, and the next prompt tells it', async () => {
    const model = await modelOf({ answer: ({ system }) => (system.includes('JSON schema') ? value : value.articles) });
    expect(await model.complete(prompt, schema)).toMatchObject({ value, misfit: expect.any(String) as string });
    expect(model.capabilities.findings).toMatchObject([{ reason: expect.stringContaining('did not have') as string }]);
    expect(await model.complete(prompt, schema)).not.toHaveProperty('misfit');
    expect(model.capabilities.findings).toHaveLength(1);
  });

  it('is nothing where the refusal is of another kind', async () => {
    const model = await modelOf({ shape: refusing(() => 'No such deployment.') });
    expect(await failureOf(model)).toMatchObject({ code: 'language-model-refused', reason: 'request' });
    expect(requests()).toHaveLength(1);
  });
});

describe('Gemini', () => {
  const gemini = (refuse: (body: Readonly<Record<string, unknown>>) => string | undefined) => ({
    ...refusing(refuse),
    reply: (text: string) => ({
      candidates: [{ content: { parts: [{ text: 'Hm.', thought: true }, { text }] }, finishReason: 'STOP' }],
    }),
  });

  it('is asked as Gemma can be: without JSON mode and without instructions', async () => {
    const at = await start({
      shape: gemini((body) => {
        if ('systemInstruction' in body) return 'Developer instruction is not enabled for models/gemma-3-27b-it';
        const config = body['generationConfig'] as object;
        return 'responseMimeType' in config ? 'JSON mode is not enabled for models/gemma-3-27b-it' : undefined;
      }),
    });
    const options = { model: 'gemma-3-27b-it', apiKey: 'key', timeoutMilliseconds: 10_000, baseUrl: at.geminiBaseUrl };
    const model = new GeminiLanguageModel(options);
    expect((await model.complete(prompt, schema)).value).toEqual(value);
    expect(model.capabilities).toMatchObject({
      structure: 'prompt',
      leftOut: ['system'],
      lengthParameter: 'maxOutputTokens',
    });
    expect(prompts().at(-1)?.user).toMatch(/^出題\n\nReply with one JSON object[\s\S]+押金$/u);
  });

  it('is told how much to think, until its model knows no thinking', async () => {
    const asked: unknown[] = [];
    const at = await start({
      shape: gemini((body) => {
        const config = body['generationConfig'] as { readonly thinkingConfig?: unknown };
        asked.push(config.thinkingConfig);
        return config.thinkingConfig ? 'Budget 0 is invalid. This model only works in thinking mode.' : undefined;
      }),
    });
    const options = {
      model: 'gemini-2.5-pro',
      apiKey: 'key',
      timeoutMilliseconds: 10_000,
      baseUrl: `${at.geminiBaseUrl}/`,
    };
    const model = new GeminiLanguageModel({ ...options, thinkingTokens: 0 });
    expect((await model.complete(prompt, schema)).value).toEqual(value);
    expect(asked).toEqual([{ thinkingBudget: 0 }, undefined]);
    expect(model.capabilities.leftOut).toEqual(['reasoning']);
  });
});
