import { beforeAll, describe, expect, it } from 'vitest';
import { StaleRunError } from '@lexhop/graph-model';
import type { GraphStores } from '../graph-stores.js';
import { importDraftingKey } from '../question-bank.js';
import { GraphScene } from './graph-scene.js';
import { aNode, aQuestion } from './nodes.js';

const [one, two, three] = [aNode({ number: '1' }), aNode({ number: '2' }), aNode({ number: '3' })];
const oneEdited = aNode({ number: '1', text: '修正後。' });

/** What the GraphDraft keeps: drafting. */
export function describeDrafting(name: string, open: () => Promise<GraphStores>): void {
  describe(`GraphDraft, drafting: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('asks the bank before the fallback, and nobody where there is neither', async () => {
      const graph = scene();
      await graph.put(
        one,
        two,
        aNode({ number: '3', text: '（刪除）', repealed: true }),
        aNode({ statuteId: 'U1', abolished: true }),
      );
      const entry = { article: one.id, contentHash: one.contentHash, incoming: ['甲？'], outgoing: ['乙？'] };
      await stores.bank.put(graph.graph, [entry, { ...entry, article: two.id, contentHash: 'another' }]);
      const run = await graph.compared();
      const bankKey = expect.stringMatching(/^bank:[0-9a-f]{16}$/);
      const ofBank = { node: one, bankEntry: entry, draftingKey: bankKey };
      expect(await stores.draft.undrafted(run, { limit: 9 })).toEqual([ofBank]);
      const fallback = { node: two, draftingKey: 'model@1' };
      expect(await stores.draft.undrafted(run, { limit: 9, fallbackKey: 'model@1' })).toEqual([ofBank, fallback]);
    });

    it('foresees what a build would find to do: what changed, and what lacks the draft that is wanted', async () => {
      const graph = scene();
      const foresee = (fallbackKey?: string, from: 'active' | 'scratch' = 'active') =>
        stores.draft.foresee(graph.graph, { levels: ['article'], from }, fallbackKey);
      expect(await foresee('test/drafter@1')).toMatchObject({ changed: 0, toDraft: 0 });
      await graph.put(one, two, aNode({ number: '3', text: '（刪除）', repealed: true }));
      expect(await foresee()).toMatchObject({ changed: 2, toDraft: 0 });
      expect(await foresee('test/drafter@1')).toMatchObject({ changed: 2, toDraft: 2 });
      await graph.built();
      expect(await foresee('test/drafter@1')).toMatchObject({ changed: 0, toDraft: 0 });
      await graph.put(oneEdited, two);
      expect(await foresee('test/drafter@1')).toMatchObject({ changed: 1, toDraft: 1 });
      expect(await foresee('test/drafter@2')).toMatchObject({ changed: 1, toDraft: 2 });
      expect(await foresee('test/drafter@1', 'scratch')).toMatchObject({ changed: 2, toDraft: 2 });
      await stores.bank.put(graph.graph, [{ article: two.id, incoming: ['新？'], outgoing: [] }]);
      expect(await foresee()).toEqual({
        statutes: 1,
        articles: 2,
        paragraphs: 0,
        changed: 1,
        fromQuestionBank: 1,
        toDraft: 1,
      });
    });

    it('pages through what is missing in order of id', async () => {
      const graph = scene();
      await graph.put(one, two, three);
      const run = await graph.compared();
      const ids = async (page: object) =>
        (await stores.draft.undrafted(run, { limit: 9, fallbackKey: 'm', ...page })).map(({ node }) => node.id);
      expect(await ids({ limit: 2 })).toEqual([one.id, two.id]);
      expect(await ids({ after: one.id, upTo: two.id })).toEqual([two.id]);
    });

    it('misses a draft again when text, bank entry or drafting key changed, and else no more', async () => {
      const graph = scene();
      await graph.put(one, two);
      const first = await graph.built();
      await graph.put(oneEdited, two);
      const run = await graph.compared();
      const missing = async (fallbackKey = 'test/drafter@1') =>
        (await stores.draft.undrafted(run, { limit: 9, fallbackKey })).map(({ node }) => node.id);
      expect(await missing()).toEqual([one.id]);
      expect(await missing('test/drafter@2')).toEqual([one.id, two.id]);
      await graph.draft(run);
      expect(await missing()).toEqual([]);
      await stores.bank.put(graph.graph, [{ article: two.id, incoming: ['新？'], outgoing: [] }]);
      expect(await missing()).toEqual([two.id]);
      expect(await graph.questions(first.number)).toHaveLength(4);
    });

    it('misses no imported draft of the same text, unless the bank has an entry', async () => {
      const graph = scene();
      await graph.put(one, two);
      const run = await graph.compared();
      const imported = [one, two].map(({ id: nodeId, contentHash }) => {
        return {
          nodeId,
          contentHash,
          draftingKey: importDraftingKey,
          questions: [aQuestion(nodeId, 'incoming', '何？')],
        };
      });
      await stores.draft.saveDrafts(run, imported);
      const missing = async () =>
        (await stores.draft.undrafted(run, { limit: 9, fallbackKey: 'model@1' })).map(({ node }) => node.id);
      expect(await missing()).toEqual([]);
      await stores.bank.put(graph.graph, [{ article: two.id, incoming: ['新？'], outgoing: [] }]);
      expect(await missing()).toEqual([two.id]);
      await stores.versions.activate(run);
      await graph.put(oneEdited, two);
      const next = await graph.compared();
      const fallback = { limit: 9, fallbackKey: 'model@1' };
      expect((await stores.draft.undrafted(next, fallback)).map(({ node }) => node.id)).toEqual([one.id, two.id]);
    });

    it('replaces the questions of a node, the active build keeping its own', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      const before = await graph.questions(1);
      const run = await graph.compared();
      const [kept] = before;
      if (!kept) throw new Error('No question was drafted.');
      const added = aQuestion(one.id, 'outgoing', '新的？');
      await stores.draft.saveDrafts(run, [
        { nodeId: one.id, contentHash: one.contentHash, draftingKey: 'k2', questions: [kept, added] },
      ]);
      const after = await graph.questions(2);
      expect(after.filter(({ nodeId }) => nodeId === one.id)).toEqual([kept, added]);
      expect(after.filter(({ nodeId }) => nodeId === two.id)).toEqual(before.filter(({ nodeId }) => nodeId === two.id));
      expect(await graph.questions(1)).toEqual(before);
      await graph.embed(run);
      const rows = await stores.edges.questions(run, { direction: 'outgoing', limit: 9, onlyNew: true });
      expect(rows.questions.map(({ id }) => id)).toEqual([added.id]);
    });

    it('takes a question with other keywords for another one', async () => {
      const graph = scene();
      await graph.put(one);
      const question = aQuestion(one.id, 'incoming', '何？', ['舊詞', '"引號"', '{,}', 'NULL', '']);
      const draft = { nodeId: one.id, contentHash: one.contentHash, draftingKey: 'k' };
      const first = await graph.compared();
      await stores.draft.saveDrafts(first, [{ ...draft, questions: [question] }]);
      await stores.versions.activate(first);
      const second = await graph.compared();
      const renewed = { ...question, keywords: ['新詞'] };
      await stores.draft.saveDrafts(second, [{ ...draft, draftingKey: 'k2', questions: [renewed] }]);
      expect(await graph.questions(1)).toEqual([question]);
      expect(await graph.questions(2)).toEqual([renewed]);
      await stores.draft.saveDrafts(second, [
        { ...draft, draftingKey: 'k3', questions: [{ ...question, keywords: [] }] },
      ]);
      expect(await graph.questions(2)).toEqual([{ ...question, keywords: [] }]);
    });

    it('changes nothing when the same is saved again, and counts it once', async () => {
      const graph = scene();
      await graph.put(one, two);
      const run = await graph.compared();
      await stores.builds.save(run, { progress: { draft: { total: 2, done: 0 } } });
      const draft = {
        nodeId: one.id,
        contentHash: one.contentHash,
        draftingKey: 'k',
        questions: [aQuestion(one.id, 'incoming', '何？')],
      };
      await stores.draft.saveDrafts(run, [draft]);
      await stores.draft.saveDrafts(run, [draft]);
      expect(await graph.questions(1)).toEqual(draft.questions);
      expect((await graph.found(1)).progress.draft).toEqual({ total: 2, done: 1 });
      await stores.draft.saveDrafts(run, [{ ...draft, nodeId: two.id, contentHash: two.contentHash, questions: [] }]);
      expect((await graph.found(1)).progress.draft).toEqual({ total: 2, done: 2 });
      expect(await stores.draft.undrafted(run, { limit: 9, fallbackKey: 'k' })).toEqual([]);
    });

    it('reopens rows that this build closed instead of doubling them', async () => {
      const graph = scene();
      await graph.put(one);
      const question = aQuestion(one.id, 'incoming', '不變？');
      const draft = { nodeId: one.id, draftingKey: 'k', questions: [question] };
      const first = await graph.compared();
      await stores.draft.saveDrafts(first, [{ ...draft, contentHash: one.contentHash }]);
      await graph.embed(first);
      await stores.versions.activate(first);
      await graph.put(oneEdited);
      const second = await graph.compared();
      expect(await graph.questions(2)).toEqual([]);
      await stores.draft.saveDrafts(second, [{ ...draft, contentHash: oneEdited.contentHash }]);
      await graph.embed(second);
      expect(await graph.questions(2)).toEqual([question]);
      const rows = await stores.edges.questions(second, { direction: 'incoming', limit: 9 });
      expect(rows.questions).toEqual([{ id: question.id, nodeId: one.id, keywords: question.keywords }]);
      await stores.versions.activate(second);
      // What build 1 alone saw: the node and that it was drafted; the question is one row of both.
      expect(await stores.versions.collect(graph.graph, 1)).toBe(2);
      expect(await graph.questions(2)).toEqual([question]);
    });

    it('refuses a run that is not current, and saves nothing of it', async () => {
      const graph = scene();
      await graph.put(one, two);
      const run = await graph.compared();
      await stores.builds.save(run, { space: graph.space });
      await stores.builds.cancel(run);
      await stores.builds.rerun(run);
      const before = [await graph.contents(1), await graph.found(1)];
      const question = aQuestion(one.id, 'incoming', '何？');
      const draft = { nodeId: one.id, contentHash: one.contentHash, draftingKey: 'k', questions: [question] };
      await expect(stores.draft.saveDrafts(run, [draft])).rejects.toThrow(StaleRunError);
      await expect(stores.draft.compare(run)).rejects.toThrow(StaleRunError);
      await expect(stores.draft.saveNodes(run, [three])).rejects.toThrow(StaleRunError);
      const rows = { hashes: ['stale'], vectors: new Float32Array(4) };
      await expect(stores.draft.saveVectors(run, [], rows)).rejects.toThrow(StaleRunError);
      expect([await graph.contents(1), await graph.found(1)]).toEqual(before);
      expect(await stores.draft.knownVectors(run, ['stale'])).toEqual(new Set());
    });
  });
}
