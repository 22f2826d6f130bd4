import { edgeKinds } from '@lexhop/graph-model';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene } from './graph-scene.js';
import { aCitation, aNode, aParagraph, aQuestionEdge, aRelation } from './nodes.js';

const [one, two, three] = [aNode({ number: '1' }), aNode({ number: '2' }), aNode({ number: '3' })];
const oneEdited = aNode({ number: '1', text: '修正後。' });
const everything = { from: '', to: '~', kinds: edgeKinds };

/** What the GraphDraft keeps: comparing. */
export function describeComparing(name: string, open: () => Promise<GraphStores>): void {
  describe(`GraphDraft, comparing: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('opens every node of a first build, in code-unit order of id', async () => {
      const graph = scene();
      await graph.put(
        aNode({ number: '10' }),
        one,
        aNode({ number: '1-1' }),
        aNode({ number: '2', text: '（刪除）', repealed: true }),
      );
      const run = await graph.begin();
      const comparison = { opened: 4, closed: 0, unchanged: 0, idsChanged: true, changedStatutes: ['T0000001'] };
      expect(await stores.draft.compare(run)).toEqual(comparison);
      expect(await graph.nodeIds(1)).toEqual(['T0000001:1', 'T0000001:1-1', 'T0000001:10', 'T0000001:2']);
      expect((await graph.found(1)).comparison).toEqual(comparison);
    });

    it('keeps every field of a node', async () => {
      const graph = scene();
      const article = aNode({
        url: 'https://law.example',
        modifiedOn: '2020-01-01',
        headingPath: ['第 一 編', '第 "二" 章 {,}'],
        text: '一、甲\n二、「乙」\\',
        language: 'en',
        abolished: true,
      });
      const paragraph = aParagraph(article, 2, { headingPath: [], position: 7 });
      await graph.put(article, paragraph);
      await graph.compared({ levels: ['article', 'paragraph'] });
      expect(await graph.nodes(1)).toEqual([article, paragraph]);
    });

    it('finds what is new, changed and gone, and leaves the rest', async () => {
      const graph = scene();
      await graph.put(one, two, aNode({ statuteId: 'U1' }));
      await graph.built();
      await graph.put(oneEdited, three);
      const run = await graph.begin();
      expect(await stores.draft.compare(run)).toEqual({
        opened: 2,
        closed: 2,
        unchanged: 1,
        idsChanged: true,
        changedStatutes: ['T0000001'],
      });
      expect(await graph.nodes(2)).toEqual([oneEdited, three, aNode({ statuteId: 'U1' })]);
      expect(await graph.nodes(1)).toEqual([one, two, aNode({ statuteId: 'U1' })]);
    });

    it('says that no id changed where only texts did', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      await graph.put(oneEdited, two);
      const edited = await graph.begin();
      expect(await stores.draft.compare(edited)).toMatchObject({
        opened: 1,
        closed: 1,
        unchanged: 1,
        idsChanged: false,
      });
      await stores.versions.activate(edited);
      expect(await stores.draft.compare(await graph.begin())).toEqual({
        opened: 0,
        closed: 0,
        unchanged: 2,
        idsChanged: false,
        changedStatutes: [],
      });
    });

    it('says that ids changed where a statute got another title', async () => {
      const graph = scene();
      await graph.put(one);
      await graph.built();
      await graph.put(aNode({ number: '1', statuteTitle: '新法' }));
      expect(await stores.draft.compare(await graph.begin())).toMatchObject({
        opened: 1,
        closed: 1,
        idsChanged: true,
      });
    });

    it('does not list the changed statutes where they are more than 200', async () => {
      const graph = scene();
      const nodes = Array.from({ length: 201 }, (_, number) => aNode({ statuteId: `S${1000 + number}` }));
      await graph.put(...nodes);
      expect((await stores.draft.compare(await graph.begin())).changedStatutes).toBeUndefined();
    });

    it('takes only the levels and statutes that the build is of', async () => {
      const graph = scene();
      await graph.put(one, aParagraph(one, 1), aNode({ statuteId: 'U1' }));
      await graph.built();
      expect(await graph.nodeIds(1)).toEqual(['T0000001:1', 'U1:1']);
      await graph.built({ levels: ['article', 'paragraph'], statutes: ['T0000001'] });
      expect(await graph.nodeIds(2)).toEqual(['T0000001:1', 'T0000001:1#1']);
      await graph.built({ levels: ['paragraph'] });
      expect(await graph.nodeIds(3)).toEqual(['T0000001:1#1']);
    });

    it('opens everything anew from scratch', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      const before = await graph.contents(1);
      const run = await graph.begin({ from: 'scratch' });
      expect(await stores.draft.compare(run)).toEqual({
        opened: 2,
        closed: 2,
        unchanged: 0,
        idsChanged: false,
        changedStatutes: ['T0000001'],
      });
      expect(await graph.questions(2)).toEqual([]);
      await graph.draft(run);
      expect(await graph.contents(1)).toEqual(before);
      expect(await graph.contents(2)).toEqual(before);
    });

    it('renews positions, URLs and dates in place', async () => {
      const graph = scene();
      await graph.put(one);
      await graph.built();
      const moved = aNode({ number: '1', position: 5, url: 'https://law.example', modifiedOn: '2026-01-01' });
      await graph.put(moved);
      const run = await graph.begin();
      expect(await stores.draft.compare(run)).toMatchObject({ opened: 0, closed: 0, unchanged: 1 });
      expect(await graph.nodes(2)).toEqual([moved]);
    });

    it('opens a node again that became abolished or live with the same text', async () => {
      const graph = scene();
      await graph.put(one);
      await graph.built();
      const abolished = aNode({ number: '1', abolished: true });
      await graph.put(abolished);
      // A statute of the same title may be what citations mean now.
      const comparison = { opened: 1, closed: 1, idsChanged: true };
      expect(await stores.draft.compare(await graph.begin())).toMatchObject(comparison);
      expect(await graph.nodes(1)).toEqual([one]);
      expect(await graph.nodes(2)).toEqual([abolished]);
      expect(await graph.questions(2)).toEqual([]);
    });

    it('changes nothing when it is done again', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      await graph.put(oneEdited, three);
      const run = await graph.begin();
      const first = await stores.draft.compare(run);
      expect(await stores.draft.compare(run)).toEqual(first);
      expect(await graph.nodes(2)).toEqual([oneEdited, three]);
    });

    it('follows statutes that changed before it is done again, and not after its step', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      await graph.put(oneEdited);
      const run = await graph.compared();
      await graph.put(one, three);
      expect(await stores.draft.compare(run)).toMatchObject({ opened: 1, closed: 1, unchanged: 1 });
      expect(await graph.nodes(2)).toEqual([one, three]);
      await stores.builds.save(run, { step: 'draft' });
      await graph.put(oneEdited);
      expect(await stores.draft.compare(run)).toMatchObject({ opened: 1, closed: 1, unchanged: 1 });
      expect(await graph.nodes(2)).toEqual([one, three]);
    });

    it('closes questions, matches and edges of nodes that changed or went, but not what others say of a changed one', async () => {
      const graph = scene();
      await graph.put(one, two, three);
      const first = await graph.compared();
      const questions = await graph.draft(first);
      await graph.embed(first);
      const asked = (id: string, direction: string) => {
        const question = questions.find((candidate) => candidate.nodeId === id && candidate.direction === direction);
        if (!question) throw new Error(`No ${direction} question of ${id}.`);
        return question;
      };
      const pairs = [
        [one, two],
        [two, one],
        [three, two],
        [two, three],
      ] as const;
      const edges = pairs.map(([source, target]) =>
        aQuestionEdge(asked(source.id, 'outgoing'), asked(target.id, 'incoming')),
      );
      // Who delegates is said by the order, which the edge leads to.
      const citations = [
        aCitation(two.id, one.id),
        aCitation(one.id, two.id),
        aCitation(two.id, three.id),
        aRelation('delegates', one.id, two.id, '訂定之'),
        aRelation('delegates', two.id, one.id, '訂定之'),
      ];
      await stores.edges.saveEdges(first, { name: 'e', done: 0 }, everything, [...edges, ...citations]);
      await stores.versions.activate(first);
      await graph.put(oneEdited, two);
      await graph.compared();
      expect((await graph.questions(2)).map((question) => question.nodeId)).toEqual([two.id, two.id]);
      const left = (await graph.edges(2)).map(({ kind, source, target }) => [kind, source, target]);
      expect(new Set(left)).toEqual(
        new Set([
          ['citation', two.id, one.id],
          ['delegates', one.id, two.id],
        ]),
      );
      expect(await graph.edges(1)).toHaveLength(9);
    });

    it('saves nodes as they are, in place of those of the build before', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      const before = await graph.contents(1);
      const run = await graph.begin({ from: 'import' });
      await stores.draft.saveNodes(run, [oneEdited]);
      await stores.draft.saveNodes(run, [three]);
      await stores.draft.saveNodes(run, [three]);
      expect(await graph.nodes(2)).toEqual([oneEdited, three]);
      expect(await graph.questions(2)).toEqual([]);
      expect(await graph.contents(1)).toEqual(before);
    });
  });
}
