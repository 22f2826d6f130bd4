import { beforeAll, describe, expect, it } from 'vitest';
import { MissingVectorError } from '../errors.js';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene, pagesOf } from './graph-scene.js';
import { aNode } from './nodes.js';

/** What every VectorStore keeps. */
export function describeVectorStore(name: string, open: () => Promise<GraphStores>): void {
  describe(`VectorStore: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('gives back vectors bit for bit, in the order asked, as often as asked', async () => {
      const { space } = scene();
      const vectors = Float32Array.from([1, -0, 1e-45, 3.4e38, 0.1, 0.2, 0.3, 0.4]);
      await stores.vectors.put(space, { hashes: ['one', 'two'], vectors: Float32Array.from(vectors) });
      const read = await stores.vectors.get(space, ['two', 'one', 'two']);
      expect(read).toEqual(Float32Array.from([...vectors.slice(4), ...vectors.slice(0, 4), ...vectors.slice(4)]));
      expect(await stores.vectors.get(space, [])).toEqual(new Float32Array());
    });

    it('keeps the first vector of a hash, and the vectors that a caller gave stay the caller’s', async () => {
      const { space } = scene();
      const given = Float32Array.from([1, 2, 3, 4]);
      await stores.vectors.put(space, { hashes: ['one'], vectors: given });
      await stores.vectors.put(space, { hashes: ['one'], vectors: Float32Array.from([9, 9, 9, 9]) });
      given[0] = 7;
      expect(given.length).toBe(4);
      expect(await stores.vectors.get(space, ['one'])).toEqual(Float32Array.from([1, 2, 3, 4]));
    });

    it('knows which hashes are stored, space by space', async () => {
      const [one, other] = [scene(), scene()];
      await stores.vectors.put(one.space, { hashes: ['a', 'b'], vectors: new Float32Array(8) });
      expect(await stores.vectors.known(one.space, ['b', 'c', 'a'])).toEqual(new Set(['a', 'b']));
      expect(await stores.vectors.known(other.space, ['a'])).toEqual(new Set());
      const missing = stores.vectors.get(other.space, ['a']);
      await expect(missing).rejects.toThrow(MissingVectorError);
      await expect(missing).rejects.toMatchObject({ hash: 'a' });
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
