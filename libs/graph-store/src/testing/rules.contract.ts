import { LexHopError } from '@lexhop/foundation';
import type { BuildReference } from '@lexhop/graph-model';
import { ModelGraph, type Move } from '@lexhop/graph-model/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { vectorOwnerOf } from '../postgres/stored-vectors.js';
import { aNewBuild, GraphScene, pagesOf, runOf } from './graph-scene.js';
import { aNode, aQuestion } from './nodes.js';

const moves = fc.array(
  fc.record({
    name: fc.constantFrom<Move>(
      'begin',
      'begin',
      'scratch',
      'open',
      'open',
      'open',
      'close',
      'close',
      'activate',
      'activate',
      'fail',
      'cancel',
      'rerun',
      'rollBack',
      'abandon',
      'collect',
    ),
    key: fc.constantFrom('a', 'b', 'c'),
    number: fc.integer({ min: 1, max: 6 }),
  }),
  { minLength: 10, maxLength: 30 },
);

/** That a store comes to what the rules of graph-model alone come to, and keeps it when several write at once. */
export function describeRules(name: string, open: () => Promise<GraphStores>): void {
  describe(`rules of a graph: ${name}`, () => {
    let stores: GraphStores;
    beforeAll(async () => {
      stores = await open();
    });

    it('come to the same, whatever is done in whatever order', { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(moves, async (made) => {
          const [graph, model] = [new GraphScene(stores), new ModelGraph()];
          for (const { name: move, key, number } of made) {
            model.make(move, key, number);
            await refused(() => makeMove(graph, { move, key, number }));
          }
          const builds = await stores.builds.list({ graph: graph.graph, limit: 99 });
          expect(builds.map(facts).toReversed()).toEqual(model.builds.map(facts));
          expect((await stores.versions.active(graph.graph))?.number).toBe(model.active);
          for (const build of builds.filter(({ state }) => state !== 'abandoned')) {
            expect([build.number, await seenBy(stores, build)]).toEqual([build.number, model.seenBy(build.number)]);
          }
        }),
        { numRuns: 25 },
      );
    });

    it('count every save once, though many are made at the same time', async () => {
      const graph = new GraphScene(stores);
      const nodes = Array.from({ length: 24 }, (_, place) => aNode({ number: `${place + 1}` }));
      await graph.put(...nodes);
      const run = await graph.compared();
      const drafts = nodes.map(({ id, contentHash }) => {
        const questions = [aQuestion(id, 'incoming', `${id}？`)];
        return { nodeId: id, contentHash, draftingKey: 'k', questions };
      });
      await Promise.all(
        drafts.flatMap((draft) => [stores.draft.saveDrafts(run, [draft]), stores.draft.saveDrafts(run, [draft])]),
      );
      expect((await graph.found(1)).progress.draft?.done).toBe(24);
      expect(await graph.questions(1)).toHaveLength(24);
    });

    it('let one of those through who end a build at the same time, and no save after it', async () => {
      const graph = new GraphScene(stores);
      await graph.put(aNode());
      const run = await graph.compared();
      const ends = [stores.versions.activate(run), stores.builds.cancel(run), stores.versions.activate(run)];
      const ended = await Promise.allSettled(ends);
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect(stores.draft.saveDrafts(run, [])).rejects.toMatchObject({ code: 'stale-run' });
    });

    it('store one vector that many builds save at the same time', async () => {
      const graphs = Array.from({ length: 6 }, () => new GraphScene(stores));
      const [{ space }] = graphs as [GraphScene];
      const runs = await Promise.all(
        graphs.map(async (graph) => {
          await graph.put(aNode());
          const run = await graph.compared();
          await stores.builds.save(run, { space });
          return run;
        }),
      );
      const rows = { hashes: ['b', 'a'], vectors: Float32Array.from([1, 0, 0, 0, 0, 1, 0, 0]) };
      const saved = runs.map((run, place) =>
        stores.draft.saveVectors(
          run,
          [
            { owner: `o${place}`, hash: 'b' },
            { owner: vectorOwnerOf(aNode()), hash: 'a' },
          ],
          rows,
        ),
      );
      await Promise.all(saved);
      for (const run of runs) {
        expect(await stores.draft.knownVectors(run, ['a', 'b'])).toEqual(new Set(['a', 'b']));
        const [page] = await pagesOf(stores.contents.vectors(run, 'nodes'));
        expect(page?.vectors).toEqual(Float32Array.from([0, 1, 0, 0]));
      }
    });
  });
}

interface Made {
  readonly move: Move;
  readonly key: string;
  readonly number: number;
}

/** What a rule refuses is refused by the store, too. */
async function refused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (!(thrown instanceof LexHopError)) throw thrown;
  }
}

async function makeMove({ graph, stores }: GraphScene, { move, key, number }: Made): Promise<void> {
  const { builds, versions, draft, edges } = stores;
  const [running] = await builds.list({ graph, states: ['running'], limit: 1 });
  const reference = { graph, number };
  const save = async (matches: readonly ReturnType<typeof matchOf>[]) =>
    running && edges.saveMatches(runOf(running), { name: 'all', done: 0 }, [key], matches);
  const begin = async (from: 'active' | 'scratch') => {
    await draft.compare(await builds.begin(graph, aNewBuild({ from })));
  };
  const made: Readonly<Record<Move, () => Promise<unknown>>> = {
    begin: () => begin('active'),
    scratch: () => begin('scratch'),
    open: () => save([matchOf(key)]),
    close: () => save([]),
    activate: async () => running && versions.activate(runOf(running)),
    fail: async () => running && builds.save(runOf(running), { state: 'failed', failure: 'It broke.' }),
    cancel: async () => running && builds.cancel(running),
    rerun: () => builds.rerun(reference),
    rollBack: () => versions.rollBack(graph),
    abandon: () => versions.abandon(reference),
    collect: () => versions.collect(graph, number),
  };
  await made[move]();
}

function matchOf(key: string) {
  return { outgoing: key, incoming: 'i', source: 's', target: 't', score: 0.5 };
}

async function seenBy({ edges }: GraphStores, build: BuildReference & { readonly run: number }) {
  return (await edges.matches(build, { limit: 99 })).map(({ outgoing }) => outgoing);
}

function facts({ number, state, run }: BuildReference & { readonly state: string; readonly run: number }) {
  return { number, state, run };
}
