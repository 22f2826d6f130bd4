import { languageModelSettings, OpenAiCompatibleLanguageModel } from '@lexhop/language-model';
import { type ProviderShape, providerShapes, SimulatedProvider } from '@lexhop/language-model/testing';
import { answerFromBank, articlesAskedIn } from '@lexhop/pseudo-queries/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { bank, sceneWith } from './testing/drafting-scene.js';

let provider: SimulatedProvider | undefined;
afterEach(() => provider?.close());

async function buildWith(shape: ProviderShape, activateWithoutFailed = false) {
  provider = await SimulatedProvider.start({ answer: answerFromBank(bank), shape });
  const baseUrl = `${provider.geminiBaseUrl}${shape.path}`;
  const model = new OpenAiCompatibleLanguageModel({ model: shape.model, baseUrl, timeoutMilliseconds: 10_000 });
  const settings = languageModelSettings.parse({ LEXHOP_LLM_ARTICLES_PER_CALL: '5' });
  const scene = await sceneWith(model, settings);
  await scene.work();
  await scene.importSample('default', { bank: false });
  return { model, build: await scene.build('default', { activateWithoutFailed }), exported: () => scene.exported() };
}

describe('a build of the sample graph', () => {
  it.each(providerShapes.map((shape) => [shape.name, shape] as const))(
    'through %s: every article is drafted, nothing of its reasoning is stored',
    async (_, shape) => {
      const { model, build, exported } = await buildWith(shape);
      expect(build).toMatchObject({
        state: 'active',
        failures: [],
        counts: { questions: { incoming: 80, outgoing: 160 }, undrafted: 0 },
        draftedBy: [model.id],
      });
      const sums = build.ledger?.[0];
      expect(sums).toMatchObject({
        failed: 0,
        unknown: 0,
        estimated: shape.name === 'OpenRouter' ? sums?.completed : 0,
      });
      expect(await exported()).not.toContain('思考中的草稿');
    },
  );

  it('through Azure, whose filter refuses one article with 400: that one is left out and named', async () => {
    const azure = providerShapes.find(({ name }) => name === 'Azure');
    if (!azure) throw new Error('Azure is not recorded.');
    const refused = 'J0070017:10';
    const filter = {
      message: 'The response was filtered due to the prompt triggering the content management policy.',
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
    };
    const { build } = await buildWith(
      {
        ...azure,
        refuse: (request) => {
          const isRefused = articlesAskedIn(request.user).some(({ id }) => id === refused);
          return azure.refuse(request) ?? (isRefused ? { status: 400, body: { error: filter } } : undefined);
        },
      },
      true,
    );
    expect(build).toMatchObject({ state: 'active', counts: { undrafted: 1 } });
    expect(build.warnings).toContainEqual(expect.objectContaining({ code: 'articles-left-out', ids: [refused] }));
    expect(build.failures).toMatchObject([{ batch: refused, code: 'article-not-drafted' }]);
    expect(build.failures[0]?.sentence).toContain('content management policy');
  });
});
