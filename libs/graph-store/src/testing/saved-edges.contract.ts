import { edgeId } from '@lexhop/graph-model';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { answered, batch, drafted, everything, one, raised, three, two } from './edge-draft-scene.js';
import { GraphScene } from './graph-scene.js';
import { aCitation, aQuestionEdge, aRelation } from './nodes.js';

/** What the EdgeDraft keeps of the edges that are saved. */
export function describeSavedEdges(name: string, open: () => Promise<GraphStores>): void {
  describe(`saved edges: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('makes the edges of a scope what was saved: opens, closes, leaves, and touches nothing beyond', async () => {
      const graph = scene();
      const first = await drafted(stores, graph);
      const [kept, gone, beyond] = [
        aCitation(one.id, two.id),
        aCitation(one.id, three.id),
        aCitation(three.id, one.id),
      ];
      const questionEdge = aQuestionEdge(raised, answered, 0.25);
      await stores.edges.saveEdges(first, batch, everything, [kept, gone, beyond, questionEdge]);
      await stores.versions.activate(first);
      const before = await graph.edges(1);
      const run = await graph.compared();
      const added = aCitation(two.id, one.id);
      await stores.edges.saveEdges(run, batch, { from: one.id, to: two.id, kinds: ['citation'] }, [kept, added]);
      expect(new Set((await graph.edges(2)).map(({ id }) => id))).toEqual(
        new Set([kept, beyond, added, questionEdge].map(({ id }) => id)),
      );
      expect(await graph.edges(1)).toEqual(before);
    });

    it('makes the edges of some nodes what was saved, and leaves those between them', async () => {
      const graph = scene();
      const first = await drafted(stores, graph);
      const between = aCitation(two.id, one.id);
      await stores.edges.saveEdges(first, batch, everything, [aCitation(one.id, two.id), between]);
      await stores.versions.activate(first);
      const run = await graph.compared();
      const added = aCitation(three.id, one.id);
      await stores.edges.saveEdges(run, batch, { sources: [three.id, one.id], kinds: ['citation'] }, [added]);
      expect(new Set((await graph.edges(2)).map(({ id }) => id))).toEqual(new Set([between.id, added.id]));
    });

    it('makes the edges into some nodes what was saved, and leaves those out of them, and other kinds', async () => {
      const graph = scene();
      const first = await drafted(stores, graph);
      const said = (source: string, target: string) => aRelation('delegates', source, target, '訂定之');
      const left = [aCitation(one.id, two.id), said(two.id, one.id)];
      await stores.edges.saveEdges(first, batch, everything, [...left, said(one.id, two.id)]);
      await stores.versions.activate(first);
      const run = await graph.compared();
      const added = said(three.id, two.id);
      const scope = { kinds: ['delegates'] as const, targets: { from: two.id, to: three.id } };
      await stores.edges.saveEdges(run, batch, scope, [added]);
      expect(new Set((await graph.edges(2)).map(({ id }) => id))).toEqual(
        new Set([...left, added].map(({ id }) => id)),
      );
    });

    it('keeps the weight of a use of a defined term', async () => {
      const graph = scene();
      const run = await drafted(stores, graph);
      const uses = { source: one.id, target: two.id, text: '著作', weight: 0.123457 };
      const edge = { ...uses, id: edgeId('defines', one.id, two.id), kind: 'defines' } as const;
      await stores.edges.saveEdges(run, batch, everything, [edge]);
      expect(await graph.edges(1)).toEqual([edge]);
    });

    it('closes nothing in a scope of no kinds', async () => {
      const graph = scene();
      const run = await drafted(stores, graph);
      await stores.edges.saveEdges(run, batch, everything, [aCitation(one.id, two.id)]);
      await stores.edges.saveEdges(run, batch, { ...everything, kinds: [] }, [aCitation(two.id, one.id)]);
      expect((await graph.edges(1)).map(({ source }) => source).toSorted()).toEqual([one.id, two.id]);
    });

    it('reads a question edge with the text of its incoming question and the keywords of both', async () => {
      const graph = scene();
      const run = await drafted(stores, graph);
      const edge = aQuestionEdge(raised, answered, 0.333333);
      await stores.edges.saveEdges(run, batch, everything, [edge]);
      expect(await graph.edges(1)).toEqual([
        { ...edge, text: '期限？', keywords: ['何時', '共同', '期限'].toSorted() },
      ]);
    });

    it('takes an edge with another score or text for another one', async () => {
      const graph = scene();
      const first = await drafted(stores, graph);
      await stores.edges.saveEdges(first, batch, everything, [
        aQuestionEdge(raised, answered, 0.1),
        aCitation(one.id, two.id, '甲'),
      ]);
      await stores.versions.activate(first);
      const run = await graph.compared();
      const renewed = [aQuestionEdge(raised, answered, 0.2), aCitation(one.id, two.id, '乙')];
      await stores.edges.saveEdges(run, batch, everything, renewed);
      await stores.edges.saveEdges(run, batch, everything, renewed);
      expect((await graph.edges(2)).find(({ kind }) => kind === 'question')).toMatchObject({ score: 0.2 });
      expect((await graph.edges(2)).find(({ kind }) => kind === 'citation')).toMatchObject({ text: '乙' });
      expect((await graph.edges(1)).find(({ kind }) => kind === 'question')).toMatchObject({ score: 0.1 });
      expect(await graph.edges(2)).toHaveLength(2);
    });
  });
}
