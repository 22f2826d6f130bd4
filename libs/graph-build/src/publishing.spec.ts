import type { Build } from '@lexhop/graph-model';
import { PublishedGraphAwayError } from '@lexhop/published-graph';
import { InMemoryPublishedGraph } from '@lexhop/published-graph/testing';
import { describe, expect, it } from 'vitest';
import { abandonBuild, findBuild, rollBack, startBuild } from './graph-builds.js';
import { RunCache } from './run-cache.js';
import { publishRows } from './steps/6-publish.js';
import { editedExcerpt } from './testing/sample.js';
import { BuildScene, settings } from './testing/scene.js';

async function aPublishedScene() {
  const published = new InMemoryPublishedGraph();
  const scene = await BuildScene.working({ published });
  await scene.importSample();
  return { scene, published };
}

/** A server that begins a build and takes no row. */
class EmptyAndAway extends InMemoryPublishedGraph {
  override async write(): Promise<void> {
    throw new PublishedGraphAwayError('bolt://127.0.0.1:7687', 'it is switched off.');
  }
}

function requireCounts({ counts }: Build) {
  if (!counts) throw new Error('The build was not counted.');
  return counts;
}

describe('a build where there is a published graph', () => {
  it('is published whole before it is active; roll back and abandon are published, too', async () => {
    const { scene, published } = await aPublishedScene();
    const first = await scene.build();
    const ids = published.idsOf(first);
    const { nodes, questions, edges } = requireCounts(first);
    expect(ids.Nodes).toHaveLength(nodes.article + nodes.repealed);
    expect(ids.Questions).toHaveLength(questions.incoming + questions.outgoing);
    expect(ids.Edges).toHaveLength(Object.values(edges).reduce((sum, count) => sum + count, 0));
    expect(first.progress.publish?.done).toBe(ids.Nodes.length + ids.Questions.length + ids.Edges.length);
    await scene.importText('default', editedExcerpt({ 'J0070017:1': '全新的條文。' }));
    const second = await scene.build();
    expect(second.progress.publish?.total).toBeLessThan(100);
    expect(await published.held('default')).toMatchObject({ active: 2 });
    await rollBack(scene.parts, 'default');
    expect(await published.held('default')).toMatchObject({ active: 1, builds: [{ number: 1 }, { number: 2 }] });
    await abandonBuild(scene.parts, second);
    expect((await published.held('default')).builds).toMatchObject([{ number: 1 }]);
    expect(published.idsOf(first)).toEqual(ids);
  });

  it('counts from 0 again where the server was emptied while it was published', async () => {
    const published = new EmptyAndAway();
    const scene = await BuildScene.open({ published });
    await scene.importSample();
    const run = await startBuild(scene.parts, 'default', settings);
    const { draft, builds } = scene.parts.stores;
    await draft.compare(run);
    const build = await builds.save(run, { progress: { publish: { total: 41, done: 30 } } });
    const context = { parts: scene.parts, cache: new RunCache(), run, build, signal: new AbortController().signal };
    await expect(publishRows(context)).rejects.toThrow(PublishedGraphAwayError);
    expect((await findBuild(scene.parts, run)).progress.publish).toEqual({ total: 41, done: 0 });
  });

  it('waits in its last step while the server is away, says so, and goes on by itself', async () => {
    const { scene, published } = await aPublishedScene();
    published.failure = new PublishedGraphAwayError('bolt://127.0.0.1:7687', 'it is switched off.');
    const begun = await startBuild(scene.parts, 'default', settings);
    const waiting = async () => (await findBuild(scene.parts, begun)).waiting;
    await expect
      .poll(waiting, { timeout: 20_000 })
      .toMatchObject({ reason: expect.stringContaining('switched off') as string });
    expect(await findBuild(scene.parts, begun)).toMatchObject({ state: 'running', step: 'publish', failures: [] });
    expect(await scene.parts.stores.versions.active('default')).toBeUndefined();
    published.failure = undefined;
    await scene.queue.drain();
    const build = await findBuild(scene.parts, begun);
    expect(build).toMatchObject({ state: 'active', failures: [] });
    expect(build.waiting).toBeUndefined();
    expect(await published.held('default')).toMatchObject({ active: 1 });
  });
});
