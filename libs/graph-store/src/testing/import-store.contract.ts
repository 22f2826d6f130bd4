import { StaleRunError } from '@lexhop/graph-model';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene } from './graph-scene.js';
import { aNode, aStatute } from './nodes.js';

/** What the ImportStore keeps. */
export function describeImportStore(name: string, open: () => Promise<GraphStores>): void {
  describe(`ImportStore: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    const staged = [aStatute([aNode({ statuteId: 'A1', text: '新法。' })]), aStatute([aNode({ statuteId: 'A3' })])];
    const textOf = async ({ graph }: GraphScene, id: string) =>
      (await stores.statutes.find(graph, id))?.nodes.map(({ text }) => text);

    it('puts staged statutes in the place of the graph’s when the build is activated, and not before', async () => {
      const graph = scene();
      await graph.put(aNode({ statuteId: 'A1', text: '舊法。' }), aNode({ statuteId: 'A2', text: '留著。' }));
      const run = await graph.begin({ from: 'import' });
      await stores.imports.stageStatutes(run, staged);
      await stores.imports.stageStatutes(run, staged);
      expect(await textOf(graph, 'A1')).toEqual(['舊法。']);
      expect((await stores.statutes.count(graph.graph)).statutes).toBe(2);
      expect((await stores.versions.graphs()).filter((each) => each.name.startsWith(graph.graph))).toHaveLength(1);
      await stores.versions.activate(run);
      expect(await textOf(graph, 'A1')).toEqual(['新法。']);
      expect(await textOf(graph, 'A2')).toEqual(['留著。']);
      expect((await stores.statutes.count(graph.graph)).statutes).toBe(3);
    });

    it('forgets them with a build that is abandoned, and takes none of a run that is not current', async () => {
      const graph = scene();
      const run = await graph.begin({ from: 'import' });
      await stores.imports.stageStatutes(run, staged);
      await stores.builds.cancel(run);
      await expect(stores.imports.stageStatutes(run, staged)).rejects.toThrow(StaleRunError);
      const next = await graph.begin();
      await stores.draft.compare(next);
      await stores.versions.activate(next);
      expect(await stores.statutes.count(graph.graph)).toMatchObject({ statutes: 0 });
      expect(await graph.nodes(2)).toEqual([]);
    });

    it('answers while many graphs are being imported', async () => {
      const held = await Promise.all(Array.from({ length: 8 }, () => stores.imports.hold(scene().graph)));
      expect(await stores.access.keys()).toEqual(expect.any(Array));
      await Promise.all(held.map((letGo) => letGo()));
    });

    it('knows whether a graph is being imported, by one or several', async () => {
      const { graph } = scene();
      expect(await stores.imports.isHeld(graph)).toBe(false);
      const [one, other] = [await stores.imports.hold(graph), await stores.imports.hold(graph)];
      await one();
      expect(await stores.imports.isHeld(graph)).toBe(true);
      expect(await stores.imports.isHeld(scene().graph)).toBe(false);
      await other();
      await expect.poll(() => stores.imports.isHeld(graph)).toBe(false);
    });
  });
}
