import { howToSetLanguageModel, languageModelSettings } from '@lexhop/language-model';
import { FakeLanguageModel } from '@lexhop/language-model/testing';
import { describe, expect, it } from 'vitest';
import { aDraftingScene, answering, type DraftingScene, sceneWith } from './testing/drafting-scene.js';
import { bankOf, editedExcerpt } from './testing/sample.js';
import { BuildScene, settings } from './testing/scene.js';
import { estimateBuild } from './estimate-build.js';

describe('the estimate of a build', () => {
  const estimateOf = ({ scene }: DraftingScene, change: Partial<typeof settings> = {}) =>
    estimateBuild(scene.parts, 'default', { ...settings, ...change });
  const llm = {
    LEXHOP_LLM_ARTICLES_PER_CALL: '1',
    LEXHOP_LLM_PRICES: 'model=1/2',
    LEXHOP_LLM_REQUESTS_PER_MINUTE: '60000',
    LEXHOP_LLM_BUDGET_DAY_USD: '10',
  };

  it('is what the build then asks: articles, calls and tokens in', async () => {
    const drafting = await aDraftingScene(answering(), llm);
    await drafting.scene.importBank('default', bankOf(15));
    const estimate = await estimateOf(drafting);
    expect(estimate).toMatchObject({
      articles: 40,
      fromQuestionBank: 15,
      byLanguageModel: 25,
      withoutQuestions: 0,
      languageModel: 'fake/model',
      calls: 25,
      minutes: (25 * 2) / 60 / 2,
    });
    const [total] = (await drafting.scene.build()).ledger ?? [];
    expect(total?.completed).toBe(estimate.calls);
    expect(total?.inputTokens).toBe(estimate.inputTokens);
    expect(total?.outputTokens).toBeLessThan(estimate.outputTokens);
    expect(estimate.costUsd).toBeCloseTo((estimate.inputTokens + 2 * estimate.outputTokens) / 1e6, 9);
  });

  it('counts nothing that is drafted or kept, and all for another model', async () => {
    const drafting = await aDraftingScene(answering(), llm);
    await drafting.scene.build();
    expect(await estimateOf(drafting)).toMatchObject({ byLanguageModel: 0, calls: 0, costUsd: 0, minutes: 0 });
    expect(await estimateOf(drafting, { from: 'scratch' })).toMatchObject({ byLanguageModel: 0, calls: 0 });
    const edits = { 'J0070017:10': '甲。', 'J0070017:87-1': '乙。', 'J0070001:5': '丙。' };
    await drafting.scene.importText('default', editedExcerpt(edits));
    expect(await estimateOf(drafting)).toMatchObject({ byLanguageModel: 3, calls: 3 });
    expect(await estimateOf(drafting, { statutes: ['J0070001'] })).toMatchObject({ byLanguageModel: 1 });
    const another = new FakeLanguageModel(answering(), 'fake/another');
    const scene = await sceneWith(another, languageModelSettings.parse({}), { stores: drafting.scene.parts.stores });
    const estimate = await estimateOf({ scene, model: another });
    expect(estimate).toMatchObject({ byLanguageModel: 40, costUsd: 0 });
    expect(estimate.notes).toContainEqual({
      code: 'price-unknown',
      sentence: 'What fake/another costs is not known: set its price in LEXHOP_LLM_PRICES.',
    });
  });

  it.each([
    ['of all statutes', {}, 2],
    ['of one statute', { statutes: ['J0070001'] }, 1],
    ['of one statute and its paragraphs', { statutes: ['J0070017'], levels: ['article', 'paragraph'] }, 1],
  ] as const)('counts what a build %s then has', async (_name, change, statutes) => {
    const scene = await BuildScene.working();
    await scene.importSample('default', { bank: false });
    await scene.importBank('default', bankOf(30));
    // A repealed article and a paragraph: the one is never drafted, the other only where paragraphs are asked for.
    const entry = { incoming: ['甲？', '乙？'], outgoing: ['一？', '二？', '三？', '四？'] };
    const more = ['J0070017:14', 'J0070017:2#1'].map((article) => JSON.stringify({ article, ...entry }));
    await scene.importBank('default', more.join('\n'));
    const asked = { ...settings, ...change } as typeof settings;
    const estimate = await estimateBuild(scene.parts, 'default', asked);
    const { counts } = await scene.build('default', asked);
    if (!counts) throw new Error('The build has no counts.');
    const { nodes, undrafted, questions } = counts;
    const live = nodes.article + nodes.paragraph;
    expect(estimate).toMatchObject({
      statutes,
      articles: nodes.article,
      paragraphs: nodes.paragraph,
      fromQuestionBank: live - undrafted,
      withoutQuestions: undrafted,
      texts: live + questions.incoming + questions.outgoing,
    });
  });

  it('has nothing to embed where nothing changed, and what changed with its questions where something did', async () => {
    const scene = await BuildScene.working();
    await scene.importSample();
    const estimate = () => estimateBuild(scene.parts, 'default', settings);
    expect(await estimate()).toMatchObject({ changed: 40, texts: 40 * 7 });
    await scene.build();
    const unchanged = await estimate();
    expect(unchanged).toMatchObject({ articles: 40, changed: 0, texts: 0 });
    expect(unchanged.notes.map(({ code }) => code)).toContain('nothing-changed');
    await scene.importText('default', editedExcerpt({ 'J0070017:10': '甲。' }));
    // Its questions are those of the bank, as before.
    expect(await estimate()).toMatchObject({ changed: 1, texts: 1 });
    expect(await estimateBuild(scene.parts, 'default', { ...settings, from: 'scratch' })).toMatchObject({
      changed: 40,
    });
  });

  it('says when the budget would stop the build', async () => {
    const drafting = await aDraftingScene(answering(), { ...llm, LEXHOP_LLM_BUDGET_BUILD_USD: '0.01' });
    const { costUsd, notes } = await estimateOf(drafting);
    expect(costUsd).toBeGreaterThan(0.01);
    const passed = notes.filter(({ code }) => code === 'over-budget').map(({ sentence }) => sentence);
    expect(passed).toEqual([
      expect.stringContaining('would stop at its budget of 0.01 USD, and go on when LEXHOP_LLM_BUDGET_BUILD_USD'),
    ]);
  });

  it('says who would draft and which embedding would be used, and why', async () => {
    const drafting = await aDraftingScene(answering(), llm);
    await drafting.scene.importBank('default', bankOf(15));
    expect(await estimateOf(drafting)).toMatchObject({
      drafting: {
        by: ['question-bank', 'fake/model'],
        reason:
          '15 of 40 are drafted from the question bank; fake/model is asked for 25, which neither it nor an earlier reply covers.',
      },
      embedding: { expected: 'mock', semantic: false, chain: [{ name: 'mock', state: 'ready' }] },
      notes: expect.arrayContaining([
        { code: 'not-semantic', sentence: "The vectors would be mock's: they know characters, not meaning." },
      ]),
    });
    const alone = await BuildScene.open();
    await alone.importSample();
    const { by, reason } = (await estimateBuild(alone.parts, 'default', settings)).drafting;
    expect(by).toEqual(['question-bank']);
    expect(reason).toBe(
      `40 of 40 are drafted from the question bank; no language model is set for others (${howToSetLanguageModel}).`,
    );
  });
});
