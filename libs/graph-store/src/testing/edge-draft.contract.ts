import { type BuildRun, StaleRunError } from '@lexhop/graph-model';
import { beforeAll, describe, expect, it } from 'vitest';
import { MissingVectorError } from '../errors.js';
import type { GraphStores } from '../graph-stores.js';
import {
  alsoAnswered,
  alsoMatched,
  alsoRaised,
  answered,
  batch,
  drafted,
  everything,
  matched,
  one,
  raised,
  three,
  two,
} from './edge-draft-scene.js';
import { GraphScene } from './graph-scene.js';
import { aCitation, aNode, aQuestion, aQuestionEdge } from './nodes.js';

/** What the EdgeDraft keeps of ranges, questions, matches and batches; of edges, see describeSavedEdges. */
export function describeEdgeDraft(name: string, open: () => Promise<GraphStores>): void {
  describe(`EdgeDraft: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('cuts nodes and questions into ranges that hold each id once', async () => {
      const graph = scene();
      const run = await drafted(stores, graph);
      expect(await stores.edges.ranges(run, 'nodes', 2)).toEqual([
        { from: one.id, to: two.id, count: 2 },
        { from: three.id, to: three.id, count: 1 },
      ]);
      const incoming = [answered.id, alsoAnswered.id].toSorted();
      expect(await stores.edges.ranges(run, 'incoming', 1)).toEqual(
        incoming.map((id) => ({ from: id, to: id, count: 1 })),
      );
      expect(await stores.edges.ranges(run, 'outgoing', 9)).toEqual([{ from: raised.id, to: alsoRaised.id, count: 2 }]);
      expect(await stores.edges.ranges(await scene().compared(), 'nodes', 5)).toEqual([]);
    });

    it('gives questions with their vectors, by direction and page, and says which are new', async () => {
      const graph = scene();
      const first = await drafted(stores, graph);
      await stores.versions.activate(first);
      const edited = aNode({ number: '3', text: '修正後。' });
      await graph.put(one, two, edited);
      const run = await graph.compared();
      const added = aQuestion(three.id, 'outgoing', '新的？');
      await stores.draft.saveDrafts(run, [
        { nodeId: three.id, contentHash: edited.contentHash, draftingKey: 'k', questions: [added] },
      ]);
      await graph.embed(run);
      const { questions, vectors } = await stores.edges.questions(run, { direction: 'outgoing', limit: 9 });
      expect(questions).toEqual([
        { id: raised.id, nodeId: one.id, keywords: ['何時', '共同'] },
        { id: added.id, nodeId: three.id, keywords: ['關鍵'] },
      ]);
      const second = await stores.edges.questions(run, {
        direction: 'outgoing',
        limit: 9,
        after: raised.id,
        upTo: added.id,
      });
      expect(second.questions.map(({ id }) => id)).toEqual([added.id]);
      expect(second.vectors).toEqual(vectors.slice(4));
      expect(vectors.slice(0, 4)).not.toEqual(vectors.slice(4));
      const onlyNew = await stores.edges.questions(run, { direction: 'outgoing', limit: 9, onlyNew: true });
      expect(onlyNew.questions.map(({ id }) => id)).toEqual([added.id]);
      const none = await stores.edges.questions(run, { direction: 'incoming', limit: 9, onlyNew: true });
      expect(none).toEqual({ questions: [], vectors: new Float32Array() });
    });

    it('refuses to give questions that have no vector', async () => {
      const graph = scene();
      await graph.put(one);
      const run = await graph.compared();
      await stores.builds.save(run, { space: graph.space });
      await graph.draft(run);
      await expect(stores.edges.questions(run, { direction: 'incoming', limit: 9 })).rejects.toThrow(
        MissingVectorError,
      );
    });

    it('keeps one match of an outgoing question, and pages them, all or those of some sources', async () => {
      const graph = scene();
      const run = await drafted(stores, graph);
      await stores.edges.saveMatches(run, batch, [raised.id, alsoRaised.id], [alsoMatched, matched]);
      expect(await stores.edges.matches(run, { limit: 9 })).toEqual([matched, alsoMatched]);
      expect(await stores.edges.matches(run, { limit: 1 })).toEqual([matched]);
      expect(await stores.edges.matches(run, { limit: 9, after: raised.id, upTo: alsoRaised.id })).toEqual([
        alsoMatched,
      ]);
      expect(await stores.edges.matches(run, { limit: 9, sources: [one.id, two.id] })).toEqual([matched]);
      expect(await stores.edges.matches(run, { limit: 9, sources: [three.id, one.id], after: raised.id })).toEqual([
        alsoMatched,
      ]);
    });

    it('names the nodes that lost a question edge, though the same match was made again', async () => {
      const graph = scene();
      const first = await drafted(stores, graph);
      await stores.edges.saveMatches(first, batch, [raised.id], [matched]);
      await stores.edges.saveEdges(first, batch, everything, [aQuestionEdge(raised, answered, matched.score)]);
      await stores.versions.activate(first);
      const edited = aNode({ number: '2', text: '修正後。' });
      await graph.put(one, edited, three);
      const run = await graph.compared();
      await stores.draft.saveDrafts(run, [
        { nodeId: two.id, contentHash: edited.contentHash, draftingKey: 'k', questions: [answered, alsoAnswered] },
      ]);
      await graph.embed(run);
      await stores.edges.saveMatches(run, batch, [raised.id], [matched]);
      expect(await stores.edges.matches(run, { limit: 9 })).toEqual([matched]);
      expect((await stores.edges.ranges(run, 'rematched', 9)).map(({ from, to }) => [from, to])).toEqual([
        [one.id, one.id],
      ]);
    });

    it('names the nodes of which a match was opened or closed, and no others', async () => {
      const graph = scene();
      const first = await drafted(stores, graph);
      await stores.edges.saveMatches(first, batch, [raised.id, alsoRaised.id], [matched, alsoMatched]);
      const rematched = async (run: BuildRun) =>
        (await stores.edges.ranges(run, 'rematched', 1)).map(({ from, to, count }) => [from, to, count]);
      expect(await rematched(first)).toEqual([
        [one.id, one.id, 1],
        [three.id, three.id, 1],
      ]);
      await stores.versions.activate(first);
      const second = await graph.compared();
      expect(await rematched(second)).toEqual([]);
      await stores.edges.saveMatches(
        second,
        batch,
        [raised.id, alsoRaised.id],
        [{ ...matched, score: 0.9 }, alsoMatched],
      );
      expect(await rematched(second)).toEqual([[one.id, one.id, 1]]);
      await stores.versions.activate(second);
      const third = await graph.compared();
      await stores.draft.saveDrafts(third, [
        { nodeId: two.id, contentHash: two.contentHash, draftingKey: 'k2', questions: [answered] },
      ]);
      expect(await rematched(third)).toEqual([[three.id, three.id, 1]]);
      await stores.versions.activate(third);
      await graph.put(one, two);
      const fourth = await graph.compared();
      expect(await rematched(fourth)).toEqual([]);
    });

    it('replaces the matches of exactly the questions named, the active build keeping its own', async () => {
      const graph = scene();
      const first = await drafted(stores, graph);
      await stores.edges.saveMatches(first, batch, [raised.id, alsoRaised.id], [matched, alsoMatched]);
      await stores.versions.activate(first);
      const run = await graph.compared();
      const better = { ...matched, incoming: alsoAnswered.id, score: 0.9 };
      await stores.edges.saveMatches(run, batch, [raised.id], [better]);
      expect(await stores.edges.matches(run, { limit: 9 })).toEqual([better, alsoMatched]);
      await stores.edges.saveMatches(run, { ...batch, name: 'b2' }, [raised.id, alsoRaised.id], [matched]);
      expect(await stores.edges.matches(run, { limit: 9 })).toEqual([matched]);
      expect(await stores.edges.matches(first, { limit: 9 })).toEqual([matched, alsoMatched]);
    });

    it('shows no match whose incoming or outgoing question is gone', async () => {
      const graph = scene();
      const run = await drafted(stores, graph);
      await stores.edges.saveMatches(run, batch, [raised.id, alsoRaised.id], [matched, alsoMatched]);
      const draft = { contentHash: two.contentHash, draftingKey: 'k2' };
      await stores.draft.saveDrafts(run, [{ ...draft, nodeId: two.id, questions: [answered] }]);
      expect(await stores.edges.matches(run, { limit: 9 })).toEqual([matched]);
      await stores.draft.saveDrafts(run, [{ ...draft, nodeId: one.id, questions: [] }]);
      expect(await stores.edges.matches(run, { limit: 9 })).toEqual([]);
    });

    it('keeps no match of the build before in another embedding space', async () => {
      const graph = scene();
      const first = await drafted(stores, graph);
      await stores.edges.saveMatches(first, batch, [raised.id], [matched]);
      await stores.versions.activate(first);
      const run = await graph.compared();
      expect(await stores.edges.matches(run, { limit: 9 })).toEqual([matched]);
      await graph.embed(run, { ...graph.space, precision: 'int8' });
      expect(await stores.edges.matches(run, { limit: 9 })).toEqual([]);
      expect(await stores.edges.matches(first, { limit: 9 })).toEqual([matched]);
    });

    it('knows which batches are done since the step was entered, and counts each once', async () => {
      const graph = scene();
      const run = await drafted(stores, graph);
      expect(await stores.edges.doneBatches(run)).toEqual(new Set());
      await stores.edges.saveMatches(run, batch, [raised.id], [matched]);
      await stores.edges.saveMatches(run, batch, [raised.id], [matched]);
      await stores.edges.saveEdges(run, { name: 'edges~1', done: 1 }, everything, []);
      expect(await stores.edges.doneBatches(run)).toEqual(new Set([batch.name, 'edges~1']));
      expect((await graph.found(1)).progress.match).toEqual({ total: 4, done: 3 });
      await stores.builds.save(run, { step: 'match', attempt: 2 });
      expect(await stores.edges.doneBatches(run)).toEqual(new Set([batch.name, 'edges~1']));
      await stores.builds.save(run, { step: 'embed' });
      await stores.builds.save(run, { step: 'match' });
      expect(await stores.edges.doneBatches(run)).toEqual(new Set());
    });

    it('refuses a run that is not current, and saves nothing of it', async () => {
      const graph = scene();
      const run = await drafted(stores, graph);
      await stores.builds.cancel(run);
      await expect(stores.edges.saveMatches(run, batch, [raised.id], [matched])).rejects.toThrow(StaleRunError);
      await expect(stores.edges.saveEdges(run, batch, everything, [aCitation(one.id, two.id)])).rejects.toThrow(
        StaleRunError,
      );
      expect(await stores.edges.matches(run, { limit: 9 })).toEqual([]);
      expect(await graph.edges(1)).toEqual([]);
      expect(await stores.edges.doneBatches(run)).toEqual(new Set());
      expect((await graph.found(1)).progress.match).toEqual({ total: 4, done: 0 });
    });

    it('gives the nodes of a range', async () => {
      const graph = scene();
      await stores.versions.activate(await drafted(stores, graph));
      const edited = aNode({ number: '2', text: '修正後。' });
      await graph.put(one, edited, three);
      const run = await graph.compared();
      expect(await stores.edges.nodes(run, { from: one.id, to: two.id })).toEqual([one, edited]);
    });
  });
}
