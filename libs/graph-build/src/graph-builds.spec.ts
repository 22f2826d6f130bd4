import { describe, expect, it } from 'vitest';
import { BuildScene, settings } from './testing/scene.js';
import { estimateBuild } from './estimate-build.js';
import { findBuild, startBuild } from './graph-builds.js';
import { sweep } from './build-worker.js';

async function aBuiltScene(): Promise<BuildScene> {
  const scene = await BuildScene.working();
  await scene.importSample();
  await scene.build();
  return scene;
}

const activeNumber = async ({ parts }: BuildScene) => (await parts.stores.versions.active('default'))?.number;

describe('a build of some statutes', () => {
  it.each([
    ['a build', startBuild],
    ['an estimate', estimateBuild],
  ])('%s is refused when the graph lacks any of them, with what it lacks and where to look', async (_name, ask) => {
    const scene = await aBuiltScene();
    const asked = { ...settings, statutes: ['J0070017', 'NOPE', 'NADA', 'NOPE'] };
    await expect(ask(scene.parts, 'default', asked)).rejects.toMatchObject({
      code: 'statutes-unknown',
      message: 'Graph default lacks 2 of the 3 statutes asked for: NADA, NOPE.',
      hint: 'GET /api/v1/graphs/default/statutes lists those that it has.',
      unknown: 2,
    });
    expect(await scene.parts.stores.builds.list({ limit: 9 })).toHaveLength(1);
  });

  it('names 20 of those that the graph lacks, however many there are', async () => {
    const scene = await aBuiltScene();
    const statutes = Array.from({ length: 1_500 }, (_, place) => `X${String(place).padStart(4, '0')}`);
    await expect(startBuild(scene.parts, 'default', { ...settings, statutes })).rejects.toMatchObject({
      message: expect.stringMatching(/lacks 1500 of the 1500 statutes .* X0019, …\./u),
      statutes: statutes.slice(0, 20),
    });
  });
});

describe('a build of statutes by the names that people give them', () => {
  it('takes titles and short names, and offers the nearest for what is none', async () => {
    const scene = await aBuiltScene();
    const build = await startBuild(scene.parts, 'default', { ...settings, statutes: ['著權法', '商標法', 'J0070001'] });
    expect(build.settings.statutes).toEqual(['J0070017', 'J0070001']);
    const misspelt = startBuild(scene.parts, 'default', { ...settings, statutes: ['著作法'] });
    await expect(misspelt).rejects.toMatchObject({
      message: 'Graph default lacks 1 of the 1 statutes asked for: 著作法. Nearest to 著作法: 著作權法 (J0070017).',
      nearest: { 著作法: [{ id: 'J0070017', title: '著作權法' }] },
    });
  });
});

it('a build is said to be drafted by whatever drafted the active one, unless it begins from scratch', async () => {
  const scene = await BuildScene.open();
  await scene.importSample('default', { bank: false });
  const { builds, versions } = scene.parts.stores;
  const first = await startBuild(scene.parts, 'default', settings);
  await builds.save(first, { draftedBy: ['fake/drafter'] });
  await versions.activate(first);
  const next = await startBuild(scene.parts, 'default', settings);
  expect(next.draftedBy).toEqual(['fake/drafter']);
  await builds.cancel(next);
  expect((await startBuild(scene.parts, 'default', { ...settings, from: 'scratch' })).draftedBy).toEqual([]);
});

describe('a build of a graph without statutes', () => {
  it('is refused: there is nothing to build', async () => {
    const scene = await BuildScene.open();
    await expect(startBuild(scene.parts, 'empty', settings)).rejects.toMatchObject({ code: 'no-statutes' });
  });
});

describe('a build with an embedding chain of its own', () => {
  it.each([
    ['a build', startBuild],
    ['an estimate', estimateBuild],
  ])('%s is refused when a provider is not known, before anything begins', async (_name, ask) => {
    const scene = await aBuiltScene();
    await scene.build();
    await scene.parts.stores.versions.rollBack('default');
    const asked = { ...settings, embeddingChain: ['mock', 'nope'] };
    await expect(ask(scene.parts, 'default', asked)).rejects.toMatchObject({
      code: 'setting-invalid',
      message:
        'embeddingChain is "mock,nope": one or more of mock, separated by commas, are allowed ("nope" is not known)',
    });
    const builds = await scene.parts.stores.builds.list({ graph: 'default', limit: 9 });
    expect(builds.map(({ number, state }) => [number, state])).toEqual([
      [2, 'rolled-back'],
      [1, 'active'],
    ]);
  });
});

describe('a build that has come to nothing', () => {
  it('fails and leaves the active build as it is', async () => {
    const scene = await aBuiltScene();
    // Begun while there were statutes, which went before they were compared.
    const begun = await scene.parts.stores.builds.begin('default', { settings, draftedBy: [] });
    await scene.parts.stores.statutes.delete('default', ['J0070001', 'J0070017']);
    await sweep(scene.parts, new AbortController().signal);
    await scene.queue.drain();
    const build = await findBuild(scene.parts, begun);
    expect(build).toMatchObject({ number: 2, state: 'failed', step: 'check' });
    expect(build.failure).toContain(
      'Build 2 of graph default has 0 articles and paragraphs, and the active build 1 has 41: it is not activated.',
    );
    expect(build.failure).toContain('Import statutes');
    expect(await activeNumber(scene)).toBe(1);
  });
});
