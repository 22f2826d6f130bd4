import { beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../deliveries.js';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene } from './graph-scene.js';
import { aNode, aParagraph } from './nodes.js';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const inTwoHours = () => new Date(Date.now() + 7_200_000).toISOString();

/** What the books keep of ends that are to be told; the store is opened to tell of them. */
export function describeDeliveries(name: string, open: () => Promise<GraphStores>): void {
  describe(`${name}, as books of deliveries`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    const toldOf = async ({ graph }: GraphScene) =>
      (await stores.deliveries.list(1_000)).filter(({ event }) => event.graph === graph);
    /** Takes what is due by then, of other suites too, until one of this graph comes. */
    const take = async ({ graph }: GraphScene, now = inAnHour(), heldUntil = inTwoHours()): Promise<Delivery> => {
      for (;;) {
        const taken = await stores.deliveries.take(now, heldUntil);
        if (!taken) throw new Error('Nothing is due.');
        if (taken.event.graph === graph) return taken;
      }
    };
    beforeAll(async () => {
      stores = await open();
    });

    it('tell of a build that was completed which articles it added, changed and removed', async () => {
      const graph = scene();
      const other = aNode({ statuteId: 'B', number: '1' });
      const article = aNode({ number: '2' });
      await graph.put(aNode({ number: '1' }), article, aParagraph(article, 1), other);
      const levels = ['article', 'paragraph'] as const;
      await graph.built({ levels: [...levels] });
      await graph.put(article, aParagraph(article, 1, { text: '新的第一項。' }), aNode({ number: '3' }));
      const { number, run } = await graph.built({ levels: [...levels] });
      const [second, first] = await toldOf(graph);
      expect(first?.event.articles.added).toEqual({ count: 3, cut: 0, ids: ['B:1', 'T0000001:1', 'T0000001:2'] });
      expect(second).toMatchObject({ state: 'due', tries: 0, reason: null });
      expect(second?.event).toMatchObject({ graph: graph.graph, number, run, outcome: 'completed', failure: null });
      expect(second?.event.articles).toEqual({
        added: { count: 1, cut: 0, ids: ['T0000001:3'] },
        changed: { count: 1, cut: 0, ids: ['T0000001:2'] },
        removed: { count: 1, cut: 0, ids: ['T0000001:1'] },
      });
    });

    it('name 1,000 articles at most, and count the rest', async () => {
      const graph = scene();
      await graph.put(...Array.from({ length: 1_003 }, (_, place) => aNode({ number: String(place + 1) })));
      await stores.versions.activate(await graph.compared());
      const [told] = await toldOf(graph);
      expect(told?.event.articles.added).toMatchObject({ count: 1_003, cut: 3 });
      expect(told?.event.articles.added.ids).toHaveLength(1_000);
    });

    it('tell of failing and cancelling, once each, and that no article changed', async () => {
      const graph = scene();
      await graph.put(aNode());
      const run = await graph.compared();
      await stores.builds.save(run, { state: 'failed', failure: 'It broke.' });
      await stores.builds.cancel(await stores.builds.rerun(run));
      const none = { count: 0, cut: 0, ids: [] };
      const articles = { added: none, changed: none, removed: none };
      const ends = (await toldOf(graph)).map(({ event }) => event);
      expect(ends).toHaveLength(2);
      expect(ends).toContainEqual(expect.objectContaining({ outcome: 'failed', failure: 'It broke.', articles }));
      expect(ends).toContainEqual(expect.objectContaining({ outcome: 'cancelled', failure: null, articles }));
    });

    it('say nothing of going back to a build that was completed before', async () => {
      const graph = scene();
      await graph.put(aNode());
      await graph.built();
      await graph.built();
      await stores.versions.rollBack(graph.graph);
      expect(await toldOf(graph)).toHaveLength(2);
    });

    it('give a delivery to one at a time, and again when the time of a try is over', async () => {
      const graph = scene();
      await graph.put(aNode());
      await graph.built();
      const taken = await take(graph);
      expect(taken).toMatchObject({ state: 'due', tries: 1 });
      expect(await stores.deliveries.take(inAnHour(), inTwoHours())).toBeUndefined();
      const [late, after] = [new Date(Date.now() + 10_000_000), new Date(Date.now() + 20_000_000)];
      const again = await take(graph, late.toISOString(), after.toISOString());
      expect(again).toMatchObject({ id: taken.id, tries: 2 });
      await stores.deliveries.endTry(taken, { state: 'given-up', reason: { reason: 'Too late.' } });
      expect(await toldOf(graph)).toMatchObject([{ state: 'due', reason: null }]);
    });

    it('keep how the last try ended, and that it was delivered for good', async () => {
      const graph = scene();
      await graph.put(aNode());
      await graph.built();
      const taken = await take(graph);
      const dueAt = inTwoHours();
      await stores.deliveries.endTry(taken, {
        state: 'due',
        dueAt,
        reason: { reason: 'It answered 500.', code: 'refused', facts: { status: 500 } },
      });
      expect(await toldOf(graph)).toMatchObject([
        { state: 'due', dueAt, reason: { reason: 'It answered 500.', code: 'refused', facts: { status: 500 } } },
      ]);
      const before = await stores.deliveries.counts();
      await stores.deliveries.endTry(taken, { state: 'delivered' });
      await stores.deliveries.endTry(taken, { state: 'given-up', reason: { reason: 'Another process was late.' } });
      expect(await toldOf(graph)).toMatchObject([{ state: 'delivered', dueAt: null }]);
      const after = await stores.deliveries.counts();
      expect(after).toEqual({ ...before, due: before.due - 1, delivered: before.delivered + 1 });
    });
  });
}
