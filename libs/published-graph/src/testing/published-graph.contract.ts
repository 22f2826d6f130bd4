import { BuildGoneError, BuildStateError } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { freshGraphStores } from '@lexhop/graph-store/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convergeGraph } from '../publish-build.js';
import type { PublishedGraph, PublishedPage } from '../published-graph.js';
import { type OpenedPublishedGraph, PublishingScene } from './publishing-scene.js';

/** What happens to a graph: its articles are written anew, which is published whole or killed after so many writes, or a step is taken back. */
const moves = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        move: fc.constant('build' as const),
        texts: fc.array(fc.nat(2), { minLength: 2, maxLength: 5 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        move: fc.constant('kill' as const),
        texts: fc.array(fc.nat(2), { minLength: 2, maxLength: 5 }),
        after: fc.nat(8),
        resumes: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        move: fc.constant('unpublished' as const),
        texts: fc.array(fc.nat(2), { minLength: 2, maxLength: 5 }),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ move: 'rollBack' as const }) },
    { weight: 1, arbitrary: fc.constant({ move: 'abandon' as const }) },
  ),
  { minLength: 1, maxLength: 8 },
);
type Move = typeof moves extends fc.Arbitrary<infer Moves extends readonly unknown[]> ? Moves[number] : never;

/** What every published graph must keep. */
export function describePublishedGraph(name: string, open: () => Promise<OpenedPublishedGraph>, numRuns: number): void {
  describe(`the published graph: ${name}`, () => {
    let stores: GraphStores;
    let opened: OpenedPublishedGraph;
    beforeAll(async () => {
      [stores, opened] = await Promise.all([freshGraphStores(), open()]);
    });
    afterAll(async () => {
      await opened.published.close();
      await stores.close();
    });

    it(
      'reads as the books do, whatever was built, killed, rolled back, abandoned and collected',
      { timeout: 600_000 },
      async () => {
        await fc.assert(
          fc.asyncProperty(moves, async (story) => {
            const scene = new PublishingScene(stores, opened);
            for (const move of story) {
              await make(scene, opened, move);
              await scene.converge();
              const { books, published } = await scene.both();
              expect(published).toEqual(books);
            }
          }),
          { numRuns },
        );
      },
    );

    it('has vectors where they are wanted, and publishes all anew once that is changed', async () => {
      let scene = new PublishingScene(stores, opened);
      const { graph } = scene.scene;
      // The first build is collected; what it opened and the others still have is not.
      for (const last of [1, 2, 3]) {
        await scene.write(textsOf([0, last]));
        await scene.publish(await scene.check());
        await scene.converge();
      }
      expect(await opened.embeddedOf(graph)).toBeGreaterThan(0);
      for (const vectors of [false, true]) {
        const changed = await opened.reopened(vectors);
        scene = new PublishingScene(stores, changed, scene.scene);
        await scene.converge();
        expect((await changed.embeddedOf(graph)) > 0).toBe(vectors);
        const { books, published } = await scene.both();
        expect(published).toEqual(books);
        await changed.published.close();
      }
    });

    it('keeps nothing of a graph whose books are gone, not even what a build of before opened', async () => {
      const scene = new PublishingScene(stores, opened);
      const { graph } = scene.scene;
      for (const last of [1, 2, 3]) {
        await scene.write(textsOf([0, last]));
        await scene.publish(await scene.check());
        await scene.converge();
      }
      const lost = { published: opened.published, changes: stores.changes, kept: [] };
      await convergeGraph(lost, { graph, active: undefined }, { signal: new AbortController().signal });
      expect(await opened.published.held(graph)).toEqual({ graph, builds: [] });
      expect(await opened.embeddedOf(graph)).toBe(0);
    });

    it('says that a build is not there while it is being written, and refuses to point to it', async () => {
      const scene = new PublishingScene(stores, opened);
      await scene.write(textsOf([0, 1]));
      const build = await scene.check();
      await opened.published.begin(build, { base: 0, between: [] });
      await expect(opened.published.readerOf(build)).rejects.toMatchObject({ code: 'not-published' });
      await expect(opened.published.activate(build)).rejects.toMatchObject({ code: 'not-published' });
    });

    it('writes a page once, however often it is told to, and refuses one of another place', async () => {
      const scene = new PublishingScene(stores, opened);
      await scene.write(textsOf([0, 1]));
      const build = await scene.check();
      const from = await opened.published.begin(build, { base: 0, between: [] });
      const page: PublishedPage = {
        from,
        to: { part: 'openedEdges', after: '' },
        changes: { part: 'closedNodes', changed: { rows: [], vectors: new Float32Array() } },
      };
      await opened.published.write(build, page);
      const elsewhere = { ...page, to: { part: 'end' as const, after: '' } };
      await expect(opened.published.write(build, elsewhere)).rejects.toMatchObject({ code: 'publishing-moved' });
      expect(await opened.published.begin(build, { base: 0, between: [] })).toEqual(page.to);
    });
  });
}

async function make(scene: PublishingScene, opened: OpenedPublishedGraph, move: Move): Promise<void> {
  if (move.move === 'rollBack' || move.move === 'abandon') return takeBack(scene, move.move);
  const { versions, builds } = scene.stores;
  await scene.write(textsOf(move.texts));
  const build = await scene.check();
  if (move.move === 'build') return scene.publish(build);
  if (move.move === 'unpublished') {
    await versions.activate(build);
    await versions.collect(build.graph, 2);
    return;
  }
  await killed(scene, opened.published, build, move.after);
  if (move.resumes) return scene.publish(build);
  await builds.save(build, { state: 'failed', failure: 'It was killed.' });
}

/** Where the books allow it. */
async function takeBack(scene: PublishingScene, move: 'rollBack' | 'abandon'): Promise<void> {
  const { versions } = scene.stores;
  const { graph } = scene.scene;
  const work = move === 'rollBack' ? versions.rollBack(graph) : versions.abandon(await scene.newest());
  await work.catch((thrown: unknown) => {
    if (!(thrown instanceof BuildStateError || thrown instanceof BuildGoneError)) throw thrown;
  });
}

/** Publishes until so many writes were made. */
async function killed(
  scene: PublishingScene,
  published: PublishedGraph,
  build: Parameters<PublishedGraph['write']>[0],
  after: number,
): Promise<void> {
  let writes = 0;
  const write = published.write.bind(published);
  published.write = async (...page) => {
    if (writes === after) throw new Error('killed');
    writes += 1;
    await write(...page);
  };
  await scene.publishOnly(build).catch((thrown: Error) => expect(thrown.message).toBe('killed'));
  published.write = write;
}

/** Texts by article's number; the same number is the same text. */
function textsOf(versions: readonly number[]): ReadonlyMap<number, string> {
  return new Map(versions.map((version, place) => [place + 1, `第 ${place + 1} 條，第 ${version} 版。`]));
}
