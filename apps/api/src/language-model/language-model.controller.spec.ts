import { languageModelSettings, OpenAiCompatibleLanguageModel } from '@lexhop/language-model';
import { providerShapes, SimulatedProvider } from '@lexhop/language-model/testing';
import { InMemoryRateLimiter } from '@lexhop/rate-limit';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LanguageModelController, languageModelStatusSchema } from './language-model.controller.js';

let provider: SimulatedProvider | undefined;
afterEach(() => provider?.close());

const statusOf = (parts: ConstructorParameters<typeof LanguageModelController>[0]) =>
  languageModelStatusSchema.parse(new LanguageModelController(parts).status());

describe('the status of the language model', () => {
  it('is that there is none, where the settings name none', () => {
    expect(statusOf({})).toEqual({ model: null, capabilities: null });
  });

  it('tells what was found out, in the provider’s words', async () => {
    const [shape] = providerShapes;
    if (!shape) throw new Error('No provider is recorded.');
    provider = await SimulatedProvider.start({ answer: () => ({}), shape });
    const options = { model: shape.model, baseUrl: provider.geminiBaseUrl, timeoutMilliseconds: 10_000 };
    const model = new OpenAiCompatibleLanguageModel(options);
    const limiter = new InMemoryRateLimiter();
    const drafting = { model, settings: languageModelSettings.parse({}), limiter, workers: 1 };
    expect(statusOf({ drafting })).toMatchObject({ model: model.id, capabilities: { findings: [] } });
    await model.complete({ system: '', user: '', longestReplyTokens: 500 }, z.object({}));
    const { capabilities } = statusOf({ drafting });
    expect(capabilities?.structure).toBe('json_object');
    expect(capabilities?.findings[0]?.said).toContain('This response_format type is unavailable now');
  });
});
