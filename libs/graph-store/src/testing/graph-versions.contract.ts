import { beforeAll, describe, expect, it } from 'vitest';
import {
  BuildGoneError,
  BuildRunningError,
  BuildStateError,
  edgeCounts,
  edgeKinds,
  StaleRunError,
} from '@lexhop/graph-model';
import type { GraphStores } from '../graph-stores.js';
import { aNewBuild, GraphScene } from './graph-scene.js';
import { aCitation, aNode, aQuestion, aQuestionEdge } from './nodes.js';

const [one, two, three] = [aNode({ number: '1' }), aNode({ number: '2' }), aNode({ number: '3' })];
const oneEdited = aNode({ number: '1', text: '修正後。' });

/** What the GraphVersions keeps. */
export function describeGraphVersions(name: string, open: () => Promise<GraphStores>): void {
  describe(`GraphVersions: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('names graphs that have statutes or builds, and their active build', async () => {
      const [empty, built] = [scene(), scene()];
      await empty.put(one);
      await built.put(one);
      await built.built();
      const onlyBuilds = scene();
      await onlyBuilds.begin();
      const known = await stores.versions.graphs();
      expect(known.map((graph) => graph.name)).toEqual(known.map((graph) => graph.name).toSorted());
      expect(known).toContainEqual({ name: empty.graph });
      expect(known).toContainEqual({ name: built.graph, active: 1 });
      expect(known).toContainEqual({ name: onlyBuilds.graph });
      expect(known.map((graph) => graph.name)).not.toContain(scene().graph);
    });

    it('has no active build until one is activated, and the newest after', async () => {
      const graph = scene();
      await graph.put(one);
      const first = await graph.compared();
      expect(await stores.versions.active(graph.graph)).toBeUndefined();
      expect(await stores.versions.activate(first)).toMatchObject({
        number: 1,
        state: 'active',
        endedAt: expect.any(String),
      });
      await graph.built();
      expect(await stores.versions.active(graph.graph)).toMatchObject({ number: 2, state: 'active' });
      expect(await graph.found(1)).toMatchObject({ state: 'superseded' });
    });

    it('refuses to activate under a run number that is not current', async () => {
      const graph = scene();
      const run = await graph.compared();
      await stores.builds.cancel(run);
      await expect(stores.versions.activate(run)).rejects.toThrow(StaleRunError);
      expect(await stores.versions.active(graph.graph)).toBeUndefined();
    });

    it('shows the active build as it was while another is made', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      const before = await graph.contents(1);
      await graph.put(oneEdited, three);
      const run = await graph.compared();
      await graph.draft(run);
      expect(await graph.contents(1)).toEqual(before);
      expect(await graph.nodes(2)).toEqual([oneEdited, three]);
    });

    it('rolls back to the build before, whose rows are as they were', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      const before = await graph.contents(1);
      await graph.put(oneEdited, three);
      await graph.built();
      expect(await stores.versions.rollBack(graph.graph)).toMatchObject({ number: 1, state: 'active' });
      expect(await stores.versions.active(graph.graph)).toMatchObject({ number: 1 });
      expect(await graph.found(2)).toMatchObject({ state: 'rolled-back' });
      expect(await graph.contents(1)).toEqual(before);
      await expect(stores.versions.rollBack(graph.graph)).rejects.toThrow(BuildStateError);
    });

    it('abandons a build that was rolled back when the next begins, which is compared with the active one', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      const before = await graph.contents(1);
      await graph.put(oneEdited, three);
      await graph.built();
      await stores.versions.rollBack(graph.graph);
      await graph.put(one, two);
      const run = await graph.begin();
      expect(await graph.found(2)).toMatchObject({ state: 'abandoned' });
      expect(await stores.draft.compare(run)).toMatchObject({ opened: 0, closed: 0, unchanged: 2 });
      expect(await graph.contents(3)).toEqual(before);
    });

    it('rolls back twice where three builds are kept, and refuses while a build is being made', async () => {
      const graph = scene();
      for (const text of ['一', '二', '三']) {
        await graph.put(aNode({ text }));
        await graph.built();
      }
      await stores.versions.rollBack(graph.graph);
      expect(await stores.versions.rollBack(graph.graph)).toMatchObject({ number: 1 });
      expect((await graph.nodes(1)).map((node) => node.text)).toEqual(['一']);
      const run = await graph.begin();
      await expect(stores.versions.rollBack(graph.graph)).rejects.toThrow(BuildRunningError);
      await stores.builds.cancel(run);
      expect(await graph.found(3)).toMatchObject({ state: 'abandoned' });
      expect(await graph.found(2)).toMatchObject({ state: 'abandoned' });
    });

    it('abandons a cancelled build: what it opened goes, what it closed reopens', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      const before = await graph.contents(1);
      await graph.put(oneEdited, three);
      const run = await graph.compared();
      await graph.draft(run);
      await expect(stores.versions.abandon(run)).rejects.toThrow(BuildStateError);
      await stores.builds.cancel(run);
      await stores.versions.abandon(run);
      expect(await graph.found(2)).toMatchObject({ state: 'abandoned' });
      expect(await graph.contents(1)).toEqual(before);
      await expect(graph.nodes(2)).rejects.toThrow(BuildGoneError);
      await expect(stores.versions.abandon({ graph: graph.graph, number: 1 })).rejects.toThrow(BuildStateError);
      await expect(stores.versions.abandon({ graph: graph.graph, number: 9 })).rejects.toThrow(BuildGoneError);
    });

    it('collects rows that no kept build sees, and leaves kept builds and the one being made as they are', async () => {
      const graph = scene();
      for (const text of ['一', '二', '三']) {
        await graph.put(aNode({ number: '1', text }), two);
        await graph.built();
      }
      const run = await graph.compared();
      const [second, third] = [await graph.contents(2), await graph.contents(3)];
      // Build 1 alone saw one node, its draft and its two questions.
      expect(await stores.versions.collect(graph.graph, 2)).toBe(4);
      expect(await stores.versions.collect(graph.graph, 2)).toBe(0);
      expect([await graph.contents(2), await graph.contents(3)]).toEqual([second, third]);
      expect(await graph.nodes(run.number)).toHaveLength(2);
      expect(await graph.found(1)).toMatchObject({ state: 'abandoned' });
      await expect(graph.nodes(1)).rejects.toThrow(BuildGoneError);
    });

    it('keeps only the active build when one is kept, and then has nothing to roll back to', async () => {
      const graph = scene();
      await graph.put(one);
      await graph.built();
      await graph.put(oneEdited);
      await graph.built();
      await stores.versions.collect(graph.graph, 1);
      expect(await graph.nodes(2)).toEqual([oneEdited]);
      await expect(stores.versions.rollBack(graph.graph)).rejects.toThrow(BuildStateError);
      expect(await stores.versions.collect(scene().graph, 2)).toBe(0);
    });

    it('summarizes a build: nodes, questions, edges, isolated and undrafted nodes, degrees and scores', async () => {
      const graph = scene();
      const repealed = aNode({ number: '4', text: '（刪除）', repealed: true });
      await graph.put(one, two, three, repealed);
      const run = await graph.compared();
      const raised = aQuestion(one.id, 'outgoing', '何時？');
      const answered = aQuestion(two.id, 'incoming', '期限？');
      const draft = { contentHash: one.contentHash, draftingKey: 'k' };
      await stores.draft.saveDrafts(run, [
        { ...draft, nodeId: one.id, questions: [raised] },
        { ...draft, nodeId: two.id, questions: [answered] },
      ]);
      const scope = { from: '', to: '~', kinds: edgeKinds };
      const next = { id: 'h', kind: 'hierarchy' as const, source: two.id, target: three.id, relation: 'next' as const };
      await stores.edges.saveEdges(run, { name: 'e', done: 0 }, scope, [
        aQuestionEdge(raised, answered, 1),
        aCitation(one.id, two.id),
        next,
      ]);
      const { counts, isolatedIds, undraftedIds } = await stores.versions.summarize(run);
      expect(counts).toEqual({
        nodes: { article: 3, paragraph: 0, repealed: 1 },
        questions: { incoming: 1, outgoing: 1 },
        edges: { ...edgeCounts(() => 0), question: 1, citation: 1, hierarchy: 1 },
        isolated: 1,
        undrafted: 1,
        degreeHistogram: [0, 1, 2, 4, 8, 16, null].map((upTo) => ({
          upTo,
          nodes: upTo === 0 ? 1 : upTo === 2 ? 2 : 0,
        })),
        scoreHistogram: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      });
      expect(isolatedIds).toEqual([three.id]);
      expect(undraftedIds).toEqual([three.id]);
      await expect(stores.versions.summarize({ graph: graph.graph, number: 5 })).rejects.toThrow(BuildGoneError);
    });

    it('never mixes two graphs with the same article ids', async () => {
      const [left, right] = [scene(), scene()];
      await left.put(one, two);
      await right.put(aNode({ number: '1', text: '另一。' }));
      await left.built();
      await right.built();
      const leftContents = await left.contents(1);
      await right.put(aNode({ number: '1', text: '又改。' }), three);
      await right.built();
      await stores.versions.collect(right.graph, 1);
      await stores.statutes.delete(right.graph, ['T0000001']);
      await right.built({ from: 'scratch' });
      expect(await left.contents(1)).toEqual(leftContents);
      expect(await stores.builds.begin(left.graph, aNewBuild())).toMatchObject({ number: 2 });
      expect(await right.nodes(3)).toEqual([]);
    });
  });
}
