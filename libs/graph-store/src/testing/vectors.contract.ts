import type { BuildRun } from '@lexhop/graph-model';
import { beforeAll, describe, expect, it } from 'vitest';
import { MissingVectorError } from '../errors.js';
import type { GraphStores } from '../graph-stores.js';
import { vectorOwnerOf } from '../postgres/stored-vectors.js';
import { GraphScene, pagesOf } from './graph-scene.js';
import { aNode } from './nodes.js';

const [one, two] = [aNode({ number: '1' }), aNode({ number: '2' })];
const noRows = { hashes: [], vectors: new Float32Array() };

/** How vectors are kept: each once, under its space and hash. */
export function describeVectors(name: string, open: () => Promise<GraphStores>): void {
  describe(`vectors: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    /** Two articles, to be embedded in the scene's space. */
    const unembedded = async (graph = scene()) => {
      await graph.put(one, two);
      const run = await graph.compared();
      await stores.builds.save(run, { space: graph.space });
      return run;
    };
    const vectorsOf = async (run: BuildRun) => (await pagesOf(stores.contents.vectors(run, 'nodes')))[0]?.vectors;

    it('gives back vectors bit for bit, each to its owner', async () => {
      const run = await unembedded();
      const vectors = Float32Array.from([1, -0, 1e-45, 3.4e38, 0.1, 0.2, 0.3, 0.4]);
      const links = [
        { owner: vectorOwnerOf(one), hash: 'second' },
        { owner: vectorOwnerOf(two), hash: 'first' },
      ];
      await stores.draft.saveVectors(run, links, { hashes: ['first', 'second'], vectors: Float32Array.from(vectors) });
      expect(await vectorsOf(run)).toEqual(Float32Array.from([...vectors.slice(4), ...vectors.slice(0, 4)]));
    });

    it('keeps the first vector of a hash, and the vectors that a caller gave stay the caller’s', async () => {
      const run = await unembedded();
      const given = Float32Array.from([1, 2, 3, 4]);
      const links = [{ owner: vectorOwnerOf(one), hash: 'one' }];
      await stores.draft.saveVectors(run, links, { hashes: ['one'], vectors: given });
      await stores.draft.saveVectors(run, links, { hashes: ['one'], vectors: Float32Array.from([9, 9, 9, 9]) });
      given[0] = 7;
      expect(given.length).toBe(4);
      expect(await vectorsOf(run)).toEqual(Float32Array.from([1, 2, 3, 4]));
    });

    it('knows which hashes are stored, space by space', async () => {
      const [run, other] = [await unembedded(), await unembedded()];
      await stores.draft.saveVectors(run, [], { hashes: ['a', 'b'], vectors: new Float32Array(8) });
      expect(await stores.draft.knownVectors(run, ['b', 'c', 'a'])).toEqual(new Set(['a', 'b']));
      expect(await stores.draft.knownVectors(other, ['a'])).toEqual(new Set());
      const missing = stores.draft.saveVectors(other, [{ owner: 'x', hash: 'a' }], noRows);
      await expect(missing).rejects.toThrow(MissingVectorError);
      await expect(missing).rejects.toMatchObject({ hash: 'a' });
    });

    it('refuses rows that are not one of the space’s dimensions for every hash', async () => {
      const run = await unembedded();
      const saved = stores.draft.saveVectors(run, [], { hashes: ['a', 'b'], vectors: new Float32Array(7) });
      await expect(saved).rejects.toThrow('2 vectors of 4 dimensions have 8 floats, and 7 were given.');
    });

    it('shares vectors and their owners between graphs: the same text is embedded once', async () => {
      const [one, other] = [scene(), scene()];
      await one.put(aNode({ number: '1' }), aNode({ number: '2' }));
      await one.built();
      await other.put(aNode({ number: '1' }), aNode({ number: '3' }));
      const run = await other.compared();
      await other.draft(run);
      const owners = await other.embed(run, one.space);
      expect(owners.filter((owner) => owner.startsWith('T0000001:1'))).toEqual([]);
      expect(owners).toHaveLength(3);
    });

    it('stores one vector for owners of one text', async () => {
      const one = scene();
      await one.put(aNode({ number: '1', text: '同。' }), aNode({ number: '2', text: '同。' }));
      const run = await one.built();
      const [page, ...more] = await pagesOf(stores.contents.vectors(run, 'nodes'));
      expect(page?.ids).toEqual(['T0000001:1', 'T0000001:2']);
      expect(page?.vectors.slice(0, 4)).toEqual(page?.vectors.slice(4));
      expect(more).toEqual([]);
    });
  });
}
