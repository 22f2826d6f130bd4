import { EmbeddingError, type EmbeddingModel, type EmbeddingProvider } from '@lexhop/embedding';
import { FakeEmbeddingModel } from '@lexhop/embedding/testing';
import { buildSteps } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import { editedExcerpt, excerpt } from './testing/sample.js';
import { BuildScene, settings } from './testing/scene.js';
import { cancelBuild, retryBuild, startBuild } from './graph-builds.js';

function aProvider(open: () => Promise<EmbeddingModel>): EmbeddingProvider {
  const outlook = async () => ({ state: 'ready', reason: 'it is here.' }) as const;
  return { name: 'fake', semantic: true, serves: () => true, outlook, open };
}

describe('a build', () => {
  it('goes through its six steps to an active graph, all counted', async () => {
    const scene = await BuildScene.working();
    await scene.importSample('default', { whole: true });
    const build = await scene.build();
    expect(build).toMatchObject({
      state: 'active',
      step: 'publish',
      comparison: { opened: 271, closed: 0, unchanged: 0 },
      counts: {
        nodes: { article: 250, paragraph: 0, repealed: 21 },
        questions: { incoming: 500, outgoing: 1000 },
        undrafted: 0,
      },
      space: { provider: 'mock' },
      draftedBy: ['question-bank'],
      failures: [],
    });
    for (const step of ['compare', 'draft', 'embed', 'match', 'check'] as const) {
      expect(build.progress[step]).toMatchObject({ total: build.progress[step]?.done });
    }
    for (const step of buildSteps) expect(build.progress[step]?.startedAt).toEqual(expect.any(String));
    expect(build.counts?.edges).toMatchObject({ hierarchy: 269 });
  });

  it('makes articles and their paragraphs into nodes when asked for both levels', async () => {
    const scene = await BuildScene.working();
    await scene.importSample();
    const build = await scene.build('default', { levels: ['article', 'paragraph'] });
    expect(build.counts?.nodes).toMatchObject({ article: 40, paragraph: 75 });
  });

  it('after editing 3 of 41 articles does only those again and equals a build from scratch', async () => {
    const scene = await BuildScene.working();
    await scene.importSample();
    await scene.build();
    const edits = {
      'J0070017:10': '著作人於著作完成時享有著作權，第十一條另有規定。',
      'J0070017:87-1': '刪改之條文。',
      'J0070001:5': '商標之使用，依第六條之規定。',
    };
    await scene.importText('default', editedExcerpt(edits));
    const rebuilt = await scene.build();
    expect(rebuilt.comparison).toMatchObject({ opened: 3, closed: 3, unchanged: 38 });
    expect(rebuilt.progress.draft).toMatchObject({ total: 3, done: 3 });
    expect(rebuilt.progress.embed).toMatchObject({ total: 3, done: 3 });
    const scratch = await BuildScene.working();
    await scratch.importText('default', editedExcerpt(edits));
    await scratch.importBank('default', excerpt.bank);
    await scratch.build();
    expect((await scene.exported()) === (await scratch.exported())).toBe(true);
  });

  const rules = {
    all: { minimumScore: 0, capFactor: 1 },
    few: { minimumScore: 0, capFactor: 0.2 },
    limited: { minimumScore: 0.3, capFactor: 1, edgesPerNode: 2 },
  };
  it.each([
    ['few', 'few'],
    ['limited', 'limited'],
    ['few', 'all'],
    ['all', 'few'],
    ['all', 'limited'],
  ] as const)(
    'keeps %s of the matches as edges, and after edits %s, equal to a build from scratch',
    async (one, other) => {
      const scene = await BuildScene.working();
      await scene.importSample();
      await scene.build('default', { matching: rules[one] });
      const edits = { 'J0070017:10': '著作人於著作完成時享有著作權。', 'J0070001:5': '商標之使用，依第六條之規定。' };
      await scene.importText('default', editedExcerpt(edits));
      await scene.build('default', { matching: rules[other] });
      const scratch = await BuildScene.working();
      await scratch.importText('default', editedExcerpt(edits));
      await scratch.importBank('default', excerpt.bank);
      await scratch.build('default', { matching: rules[other] });
      expect((await scene.exported()) === (await scratch.exported())).toBe(true);
    },
  );

  it('drafts again when the bank has other questions for an article, and matches them', async () => {
    const scene = await BuildScene.working();
    await scene.importSample();
    await scene.build();
    const entry = {
      article: 'J0070017:1',
      incoming: ['甲的問題？', '乙的問題？'],
      outgoing: ['一？', '二？', '三？', '四？'],
    };
    await scene.importBank('default', `${JSON.stringify(entry)}\n`);
    const rebuilt = await scene.build();
    expect(rebuilt.progress.draft).toMatchObject({ total: 1, done: 1 });
    expect(rebuilt.progress.embed?.total).toBe(6);
    const fresh = await BuildScene.working();
    await fresh.importSample();
    await fresh.importBank('default', `${JSON.stringify(entry)}\n`);
    await fresh.build();
    expect((await scene.exported()) === (await fresh.exported())).toBe(true);
  });

  it('leaves out a deleted statute, and the edges that led to it', async () => {
    const scene = await BuildScene.working();
    await scene.importSample();
    await scene.build();
    await scene.parts.stores.statutes.delete('default', ['J0070001']);
    const rebuilt = await scene.build();
    expect(rebuilt.counts?.nodes).toMatchObject({ article: 20, repealed: 1 });
    expect(await scene.exported()).not.toContain('J0070001:');
  });

  it('from scratch makes everything again, equal, without embedding anything twice', async () => {
    const scene = await BuildScene.working();
    await scene.importSample();
    await scene.build();
    const before = await scene.exported();
    const rebuilt = await scene.build('default', { from: 'scratch' });
    expect(rebuilt).toMatchObject({ state: 'active', comparison: { opened: 41, unchanged: 0 } });
    expect(rebuilt.progress.draft?.total).toBe(40);
    expect(rebuilt.progress.embed?.total).toBe(0);
    expect((await scene.exported()) === before).toBe(true);
  });
});

describe('a build that fails', () => {
  it('ends as failed with every failed batch named, keeps what it saved, and goes on by retry', async () => {
    const model = new FakeEmbeddingModel();
    const provider = aProvider(async () => model);
    const scene = await BuildScene.working({ providers: [provider] });
    await scene.importSample();
    const begun = await startBuild(scene.parts, 'default', settings);
    await scene.queue.drain();
    expect((await scene.parts.stores.builds.find(begun))?.state).toBe('active');
    await scene.importText('default', editedExcerpt({ 'J0070017:1': '全新的條文。' }));
    model.failure = new EmbeddingError('fake', 'the provider is away.');
    const failed = await scene.build();
    expect(failed).toMatchObject({ state: 'failed', step: 'embed', failures: [{ batch: 'choose-embedding' }] });
    expect(failed.failure).toContain('the provider is away');
    expect((await scene.parts.stores.versions.active('default'))?.number).toBe(1);
    model.failure = undefined;
    await retryBuild(scene.parts, failed);
    await scene.queue.drain();
    expect(await scene.parts.stores.builds.find(failed)).toMatchObject({ state: 'active', number: 2, failures: [] });
  });
});

describe('a build that is retried a day later', () => {
  it('takes its step up again with a new clock, and keeps when it began', async () => {
    class TiredModel extends FakeEmbeddingModel {
      override async embed(...[texts, role]: Parameters<FakeEmbeddingModel['embed']>) {
        // Nothing but the chain's own probe and the passages.
        if (role === 'question') throw new EmbeddingError('fake', 'enough.');
        return super.embed(texts, role);
      }
    }
    const scene = await BuildScene.working({ providers: [aProvider(async () => new TiredModel())] });
    await scene.importSample();
    const { progress, ...failed } = await scene.build();
    expect(failed).toMatchObject({ state: 'failed', step: 'embed' });
    const tomorrow = new Date(Date.now() + 86_400_000);
    await retryBuild({ ...scene.parts, clock: { now: () => tomorrow } }, failed);
    await scene.queue.drain();
    expect((await scene.parts.stores.builds.find(failed))?.progress.embed).toMatchObject({
      startedAt: progress.embed?.startedAt,
      resumedAt: tomorrow.toISOString(),
      doneBefore: progress.embed?.done,
    });
    expect(progress.embed?.done).toBeGreaterThan(0);
  });
});

describe('a cancelled build', () => {
  it('refuses the late save of a worker that was paused across the cancelling', async () => {
    let release: () => void = () => {};
    let reached: () => void = () => {};
    const isPaused = new Promise<void>((resolve) => (reached = resolve));
    const goOn = new Promise<void>((resolve) => (release = resolve));
    class PausedModel extends FakeEmbeddingModel {
      override async embed(...[texts, role]: Parameters<FakeEmbeddingModel['embed']>) {
        // The first call is the chain's own probe.
        if (texts.length > 1) {
          reached();
          await goOn;
        }
        return super.embed(texts, role);
      }
    }
    const scene = await BuildScene.working({
      providers: [aProvider(async () => new PausedModel())],
    });
    await scene.importSample();
    const begun = await startBuild(scene.parts, 'default', settings);
    await isPaused;
    const cancelled = await cancelBuild(scene.parts, begun);
    release();
    await scene.queue.drain();
    const after = await scene.parts.stores.builds.find(begun);
    expect(after).toMatchObject({ state: 'cancelled', run: cancelled.run, failures: [] });
    expect(after?.progress.embed?.done).toBe(0);
    await retryBuild(scene.parts, begun);
    await scene.queue.drain();
    expect((await scene.parts.stores.builds.find(begun))?.state).toBe('active');
  });
});
