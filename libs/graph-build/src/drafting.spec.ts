import {
  DayQuotaSpentError,
  languageModelSettings,
  ProviderUnavailableError,
  RequestRefusedError,
  TextRefusedError,
  TurnTooFarError,
} from '@lexhop/language-model';
import { FakeLanguageModel } from '@lexhop/language-model/testing';
import { InlineJobQueue } from '@lexhop/job-queue/testing';
import { Converter } from 'opencc-js/t2cn';
import { describe, expect, it } from 'vitest';
import { aDraftingScene, answering, idsAsked, sceneWith } from './testing/drafting-scene.js';
import { bankOf, editedExcerpt, excerpt } from './testing/sample.js';
import { bytes, settings } from './testing/scene.js';
import { cancelBuild, findBuild, retryBuild, startBuild } from './graph-builds.js';
import { importGraph } from './transfer/import-graph.js';

const toSimplified = Converter({ from: 't', to: 'cn' });

describe('a build with a language model', () => {
  it('asks once for every live article without a bank entry, names the model, and enters every call', async () => {
    const { scene, model } = await aDraftingScene();
    await scene.importBank('default', bankOf(15));
    const build = await scene.build();
    expect(build).toMatchObject({
      state: 'active',
      counts: { questions: { incoming: 80, outgoing: 160 }, undrafted: 0 },
      draftedBy: ['question-bank', 'fake/model'],
      progress: { draft: { total: 40, done: 40 } },
    });
    expect(idsAsked(model)).toHaveLength(25);
    expect(new Set(idsAsked(model)).size).toBe(25);
    expect(build.ledger).toMatchObject([
      { model: 'fake/model', completed: model.prompts.length, failed: 0, unknown: 0 },
    ]);
  });

  it('asks for nothing twice: not in a build from scratch, not in another graph, and only for what was edited', async () => {
    const { scene, model } = await aDraftingScene();
    await scene.build();
    const before = model.prompts.length;
    await scene.build('default', { from: 'scratch' });
    await scene.importSample('another', { bank: false });
    const another = await scene.build('another');
    expect(another).toMatchObject({ state: 'active', counts: { undrafted: 0 }, draftedBy: ['fake/model'] });
    expect(model.prompts).toHaveLength(before);
    const edits = {
      'J0070017:10': '著作人於著作完成時享有著作權。',
      'J0070017:87-1': '改。',
      'J0070001:5': '商標之使用。',
    };
    await scene.importText('default', editedExcerpt(edits));
    await scene.build();
    const asked = idsAsked(model).slice(40);
    expect(asked.toSorted()).toEqual(Object.keys(edits).toSorted());
  });

  it('does not pay for what an imported graph brought', async () => {
    const { scene } = await aDraftingScene();
    await scene.build();
    const exported = await scene.exported();
    const elsewhere = new FakeLanguageModel(answering());
    const other = await sceneWith(elsewhere, languageModelSettings.parse({}));
    await other.work();
    await importGraph(other.parts, 'default', { name: 'graph.jsonl', content: bytes(exported) });
    await other.importText('default', editedExcerpt({ 'J0070017:10': '著作人享有著作權。' }));
    expect(await other.build()).toMatchObject({ state: 'active', counts: { undrafted: 0 } });
    expect(idsAsked(elsewhere)).toEqual(['J0070017:10']);
  });

  it('gives the job back as long as the next turn is too far away, without a failure', async () => {
    const { scene, model } = await aDraftingScene(
      answering((_, number) => {
        if (number <= 3) throw new TurnTooFarError('fake/model', 5);
        return undefined;
      }),
    );
    const build = await scene.build('default', { statutes: ['J0070001'] });
    expect(build).toMatchObject({ state: 'active', failures: [], counts: { undrafted: 0 } });
    expect(new Set(idsAsked(model)).size).toBe(20);
  });
});

describe('a provider that names a time to come again, again and again', () => {
  it('lets the build rest for a day, then ends it as failed with what it says', async () => {
    let asked = 0;
    const answer = answering(() => {
      asked += 1;
      throw new ProviderUnavailableError('fake/model', 'is busy.', { status: 503, retryAfterMilliseconds: 5001 });
    });
    const aDayLater = new InlineJobQueue({ tries: 2, firstDelayMilliseconds: 1, freeRestMilliseconds: 0 });
    const { scene } = await aDraftingScene(answer, {}, { queue: aDayLater });
    const build = await scene.build('default', { statutes: ['J0070001'] });
    expect(build).toMatchObject({ state: 'failed', step: 'draft' });
    expect(build.failure).toContain('fake/model is busy.');
    expect(build.failures[0]).toMatchObject({ code: 'language-model-unavailable', attempts: 2 });
    expect(asked).toBeGreaterThan(0);
  });
});

const nothing = (id: string) => ({ articles: [{ id, lay: [], legal: [], outgoing: [] }] });

describe('an article that can not be drafted', () => {
  const bad = 'J0070017:10';
  const isBad = (ids: readonly string[]) => (ids.includes(bad) ? nothing(bad) : undefined);

  it('stops the build at the end of the step, named, its reply kept; retry asks for it alone', async () => {
    let isMended = false;
    const { scene, model } = await aDraftingScene(
      answering((ids) => (isMended ? undefined : isBad(ids))),
      { LEXHOP_LLM_ARTICLES_PER_CALL: '1' },
    );
    const failed = await scene.build();
    expect(failed).toMatchObject({ state: 'failed', step: 'draft', progress: { draft: { total: 40, done: 39 } } });
    expect(failed.failures).toMatchObject([{ batch: bad, code: 'article-not-drafted', attempts: 2 }]);
    expect(failed.failure).toMatch(/1 articles have no usable questions: J0070017:10\..*Retry the build/);
    const [article] =
      (await scene.parts.stores.statutes.find('default', 'J0070017'))?.nodes.filter(({ id }) => id === bad) ?? [];
    const key = { contentHash: article?.contentHash ?? '', draftingKey: 'llm:fake/model:v1' };
    expect(await scene.parts.stores.replies.find([key])).toMatchObject([{ fault: expect.any(String) as string }]);
    const before = model.prompts.length;
    isMended = true;
    await retryBuild(scene.parts, failed);
    await scene.queue.drain();
    expect(await findBuild(scene.parts, failed)).toMatchObject({
      state: 'active',
      failures: [],
      counts: { undrafted: 0 },
    });
    expect(idsAsked(model).slice(before)).toEqual([bad]);
  });

  it('is left out, and named in the report, where the build is to be activated without it', async () => {
    const { scene } = await aDraftingScene(answering(isBad), { LEXHOP_LLM_ARTICLES_PER_CALL: '1' });
    const build = await scene.build('default', { activateWithoutFailed: true });
    expect(build).toMatchObject({ state: 'active', counts: { undrafted: 1 } });
    expect(build.warnings).toContainEqual(expect.objectContaining({ code: 'articles-left-out', count: 1, ids: [bad] }));
  });
});

describe('an article that the provider refuses', () => {
  const refused = 'J0070017:10';
  const filtered = answering((ids) => {
    if (ids.includes(refused)) throw new TextRefusedError('fake/model', 'the content management policy.');
    return undefined;
  });

  it('is one failure, in the provider’s words; all others are drafted, and the build can be activated without it', async () => {
    const { scene, model } = await aDraftingScene(filtered);
    const stopped = await scene.build();
    expect(stopped).toMatchObject({ state: 'failed', progress: { draft: { total: 40, done: 39 } } });
    expect(stopped.failures).toMatchObject([{ batch: refused, code: 'article-not-drafted' }]);
    expect(stopped.failures[0]?.sentence).toContain('the content management policy');
    const asked = model.prompts.length;
    const build = await scene.build('default', { activateWithoutFailed: true });
    expect(build).toMatchObject({ state: 'active', counts: { undrafted: 1 } });
    expect(build.warnings).toContainEqual(expect.objectContaining({ code: 'articles-left-out', ids: [refused] }));
    expect(model.prompts.length - asked).toBe(1);
  });
});

describe('a spent quota of the day', () => {
  it('ends the step with what the provider says and when it can go on', async () => {
    const { scene, model } = await aDraftingScene(
      answering((_, number) => {
        if (number > 2) throw new DayQuotaSpentError('fake/model', 'Quota exceeded.', new Date('2026-11-22T08:00:00Z'));
        return undefined;
      }),
    );
    const build = await scene.build();
    expect(build).toMatchObject({ state: 'failed', step: 'draft' });
    expect(build.failure).toContain('fake/model has no quota left for the day: Quota exceeded.');
    expect(build.failure).toContain('at 2026-11-22T08:00Z: retry the build then.');
    expect(model.prompts.length).toBeLessThanOrEqual(7);
  });
});

describe('a model that writes the other script', () => {
  it('is asked for the right one, then its questions are converted, counted and named, until the bank has others', async () => {
    const traditional = answering();
    const { scene } = await aDraftingScene(async (prompt, number) => {
      const text = JSON.stringify(await traditional(prompt, number));
      return prompt.user.includes('"J0070001:5"') ? toSimplified(text) : text;
    });
    const build = await scene.build('default', { statutes: ['J0070001'] });
    expect(build).toMatchObject({ state: 'active', failures: [], counts: { undrafted: 0 } });
    const warning = build.warnings.find(({ code }) => code === 'questions-converted');
    expect(warning?.ids).toContain('J0070001:5');
    expect(warning?.count).toBeGreaterThanOrEqual(6);
    const [entry = ''] = excerpt.bank.split('\n').filter((line) => line.includes('"J0070001:5"'));
    await scene.importBank('default', entry);
    const rebuilt = await scene.build('default', { statutes: ['J0070001'] });
    expect(rebuilt.state).toBe('active');
    expect(rebuilt.warnings.flatMap(({ code, ids }) => (code === 'questions-converted' ? ids : []))).not.toContain(
      'J0070001:5',
    );
  });
});

describe('a budget', () => {
  it('stops the step before it is passed, says what to raise, and the build goes on after that', async () => {
    const llm = { LEXHOP_LLM_PRICES: 'model=1/1', LEXHOP_LLM_ARTICLES_PER_CALL: '1' };
    const { scene, model } = await aDraftingScene(answering(), { ...llm, LEXHOP_LLM_BUDGET_BUILD_USD: '0.02' });
    const stopped = await scene.build();
    expect(stopped).toMatchObject({ state: 'failed', step: 'draft' });
    expect(stopped.failure).toContain('Raise LEXHOP_LLM_BUDGET_BUILD_USD');
    const spent = (stopped.ledger ?? []).reduce((sum, total) => sum + total.microUsd + total.unknownMicroUsd, 0);
    expect(spent).toBeGreaterThan(5_000);
    expect(spent).toBeLessThanOrEqual(20_000);
    // One for each batch that ran when the budget was spent, not for all that came after.
    expect(stopped.failures.length).toBeLessThanOrEqual(2);
    const asked = model.prompts.length;
    await scene.close();

    const richer = new FakeLanguageModel(answering());
    const raised = languageModelSettings.parse({ ...llm, LEXHOP_LLM_BUDGET_BUILD_USD: '10' });
    const next = await sceneWith(richer, raised, { stores: scene.parts.stores });
    await next.work();
    await retryBuild(next.parts, stopped);
    await next.queue.drain();
    expect(await findBuild(next.parts, stopped)).toMatchObject({ state: 'active', counts: { undrafted: 0 } });
    expect(asked + richer.prompts.length).toBe(40);
  });
});

describe('a provider that refuses', () => {
  it('is not asked on and on, and the build names its reason', async () => {
    const { scene, model } = await aDraftingScene(
      answering(() => {
        throw new RequestRefusedError('fake/model', 401, 'no such key');
      }),
      { LEXHOP_LLM_ARTICLES_PER_CALL: '1' },
    );
    const failed = await scene.build();
    expect(failed.failure).toContain('no such key');
    expect(model.prompts.length).toBeLessThanOrEqual(2);
    expect(failed.progress.draft).toMatchObject({ total: 40, done: 0 });
  });
});

describe('a cancelled build', () => {
  it('aborts the calls that are under way, and goes on by retry', async () => {
    let reached: () => void = () => {};
    const isAsking = new Promise<void>((resolve) => (reached = resolve));
    let hangs = true;
    const { scene, model } = await aDraftingScene(
      answering(() => {
        if (!hangs) return undefined;
        reached();
        return new Promise(() => {});
      }),
    );
    const begun = await startBuild(scene.parts, 'default', settings);
    await isAsking;
    await cancelBuild(scene.parts, begun);
    hangs = false;
    await scene.queue.drain();
    expect(await findBuild(scene.parts, begun)).toMatchObject({ state: 'cancelled', failures: [] });
    const before = idsAsked(model).length;
    await retryBuild(scene.parts, begun);
    await scene.queue.drain();
    expect(await findBuild(scene.parts, begun)).toMatchObject({ state: 'active', counts: { undrafted: 0 } });
    expect(idsAsked(model).length - before).toBe(40);
  });
});
