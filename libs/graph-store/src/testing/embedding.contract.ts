import { beforeAll, describe, expect, it } from 'vitest';
import { BuildStateError } from '@lexhop/graph-model';
import { MissingVectorError } from '../errors.js';
import type { GraphStores } from '../graph-stores.js';
import { vectorOwnerOf } from '../postgres/stored-vectors.js';
import { GraphScene } from './graph-scene.js';
import { aNode, aQuestion } from './nodes.js';

const [one, two] = [aNode({ number: '1' }), aNode({ number: '2' })];
const oneEdited = aNode({ number: '1', text: '修正後。' });

/** What the GraphDraft keeps: embedding. */
export function describeEmbedding(name: string, open: () => Promise<GraphStores>): void {
  describe(`GraphDraft, embedding: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('misses the vectors of live nodes and of all questions, in order of owner', async () => {
      const graph = scene();
      await graph.put(one, two, aNode({ number: '3', text: '（刪除）', repealed: true }));
      const run = await graph.compared();
      const questions = await graph.draft(run);
      await stores.builds.save(run, { space: graph.space });
      const missing = await stores.draft.unembedded(run, { limit: 99 });
      const owners = [vectorOwnerOf(one), vectorOwnerOf(two), ...questions.map(({ id }) => id)].toSorted();
      expect(missing.map(({ owner }) => owner)).toEqual(owners);
      expect(missing.find(({ owner }) => owner === vectorOwnerOf(one))).toEqual({
        owner: vectorOwnerOf(one),
        role: 'passage',
        text: '法規 T0000001 第 一 章 總則：第 1 條的內容。',
      });
      expect(
        missing
          .filter(({ role }) => role === 'question')
          .map(({ text }) => text)
          .toSorted(),
      ).toEqual(questions.map(({ text }) => text).toSorted());
      const part = await stores.draft.unembedded(run, { limit: 2, after: owners[0] ?? '', upTo: owners[2] ?? '' });
      expect(part.map(({ owner }) => owner)).toEqual(owners.slice(1, 3));
    });

    it('needs the build to have a space', async () => {
      const graph = scene();
      await graph.put(one);
      const run = await graph.compared();
      await expect(stores.draft.unembedded(run, { limit: 9 })).rejects.toThrow(BuildStateError);
    });

    it('misses only what changed in the next build, and everything in another space', async () => {
      const graph = scene();
      await graph.put(one, two);
      await graph.built();
      await graph.put(oneEdited, two);
      const run = await graph.compared();
      await graph.draft(run);
      expect(await graph.embed(run)).toHaveLength(3);
      await stores.versions.activate(run);
      const other = await graph.compared();
      expect(await graph.embed(other, { ...graph.space, precision: 'int8' })).toHaveLength(6);
    });

    it('misses what the build before never got a vector for, and nothing else of it', async () => {
      const graph = scene();
      await graph.put(one, two);
      const first = await graph.compared();
      await graph.draft(first);
      await graph.embed(first);
      expect(await stores.draft.unembedded(first, { limit: 9 })).toEqual([]);
      const late = aQuestion(one.id, 'incoming', '後來的？');
      const { id: nodeId, contentHash } = one;
      await stores.draft.saveDrafts(first, [{ nodeId, contentHash, draftingKey: 'late', questions: [late] }]);
      await stores.versions.activate(first);
      const second = await graph.compared();
      await stores.builds.save(second, { space: graph.space });
      expect(await stores.draft.unembedded(second, { limit: 9 })).toMatchObject([{ owner: late.id }]);
      await graph.embed(second);
      expect(await stores.draft.unembedded(second, { limit: 9 })).toEqual([]);
      await stores.versions.activate(second);
      await graph.put(oneEdited, two);
      const third = await graph.compared();
      await stores.builds.save(third, { space: graph.space });
      expect(await stores.draft.unembedded(third, { limit: 9 })).toMatchObject([{ owner: vectorOwnerOf(oneEdited) }]);
      const scratch = await graph
        .embed(third)
        .then(() => stores.versions.activate(third))
        .then(() => graph.compared({ from: 'scratch' }));
      await stores.builds.save(scratch, { space: { ...graph.space, precision: 'int8' } });
      expect(await stores.draft.unembedded(scratch, { limit: 9 })).toHaveLength(2);
    });

    it('moves the counter with the work, and not for what is there already', async () => {
      const graph = scene();
      await graph.put(one, two);
      const run = await graph.compared();
      await stores.builds.save(run, { space: graph.space, progress: { embed: { total: 2, done: 0 } } });
      const links = [
        { owner: vectorOwnerOf(one), hash: 'h' },
        { owner: vectorOwnerOf(two), hash: 'h' },
      ];
      const rows = { hashes: ['h'], vectors: Float32Array.from([1, 0, 0, 0]) };
      await stores.draft.saveVectors(run, links, rows);
      await stores.draft.saveVectors(run, links, rows);
      expect((await graph.found(1)).progress.embed).toEqual({ total: 2, done: 2 });
      expect(await stores.draft.unembedded(run, { limit: 9 })).toEqual([]);
    });

    it('refuses a link to no vector, and saves nothing of the call', async () => {
      const graph = scene();
      await graph.put(one);
      const run = await graph.compared();
      await stores.builds.save(run, { space: graph.space });
      const links = [
        { owner: vectorOwnerOf(one), hash: 'there' },
        { owner: 'x', hash: 'not there' },
      ];
      const saved = stores.draft.saveVectors(run, links, { hashes: ['there'], vectors: new Float32Array(4) });
      await expect(saved).rejects.toThrow(MissingVectorError);
      await expect(saved).rejects.toMatchObject({ hash: 'not there' });
      expect(await stores.draft.knownVectors(run, ['there'])).toEqual(new Set());
      expect(await stores.draft.unembedded(run, { limit: 9 })).toHaveLength(1);
    });
  });
}
