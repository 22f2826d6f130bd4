import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene } from './graph-scene.js';
import { aNode, aParagraph, aStatute } from './nodes.js';

/** What the StatuteStore keeps. */
export function describeStatuteStore(name: string, open: () => Promise<GraphStores>): void {
  describe(`StatuteStore: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('gives back a statute as it was put, its nodes in order of position', async () => {
      const { graph } = scene();
      const article = aNode({
        number: '10-1',
        position: 1,
        url: 'https://law.example/1',
        modifiedOn: '2022-06-15',
        headingPath: ['第 一 章', '第 二 節'],
      });
      const statute = aStatute(
        [aNode({ number: '1', position: 0 }), article, aParagraph(article, 1, { position: 2 })],
        {
          englishTitle: 'Act',
          url: 'https://law.example',
          category: '行政',
          modifiedOn: '2022-06-15',
          foreword: '為「"\\ \t\n」特制定。',
          level: 'order',
          abolished: true,
        },
      );
      await stores.statutes.put(graph, [{ ...statute, nodes: statute.nodes.toReversed() }]);
      expect(await stores.statutes.find(graph, 'T0000001')).toEqual(statute);
      expect(await stores.statutes.find(graph, 'T0000001', 'article')).toEqual({
        ...statute,
        nodes: statute.nodes.slice(0, 2),
      });
      expect(await stores.statutes.find(graph, 'T0000002')).toBeUndefined();
    });

    it('says what was added, replaced and unchanged', async () => {
      const { graph } = scene();
      const kept = aStatute([aNode({ statuteId: 'A1' })]);
      expect(await stores.statutes.put(graph, [kept, aStatute([aNode({ statuteId: 'A2' })])])).toEqual({
        added: 2,
        replaced: 0,
        unchanged: 0,
        outdated: [],
      });
      const edited = aStatute([aNode({ statuteId: 'A2', text: '修正後。' })]);
      const added = aStatute([aNode({ statuteId: 'A3' })]);
      expect(await stores.statutes.put(graph, [kept, edited, added])).toMatchObject({
        added: 1,
        replaced: 1,
        unchanged: 1,
      });
      expect((await stores.statutes.find(graph, 'A2'))?.nodes.map((node) => node.text)).toEqual(['修正後。']);
    });

    it('keeps a statute that was amended later than the one given, and says so', async () => {
      const { graph } = scene();
      const version = (modifiedOn: string, text: string) => {
        const { statute, nodes } = aStatute([aNode({ statuteId: 'A4', text })]);
        return { statute: { ...statute, modifiedOn }, nodes };
      };
      const [former, current, next] = [
        version('2005-01-01', '原規定。'),
        version('2022-06-15', '現行規定。'),
        version('2026-01-01', '新規定。'),
      ];
      await stores.statutes.put(graph, [current]);
      const nothing = { added: 0, replaced: 0, unchanged: 0 };
      const outdated = [{ id: 'A4', kept: '2022-06-15' }];
      expect(await stores.statutes.put(graph, [former])).toEqual({ ...nothing, outdated });
      expect(await stores.statutes.find(graph, 'A4')).toEqual(current);
      expect(await stores.statutes.put(graph, [next])).toEqual({ ...nothing, replaced: 1, outdated: [] });
    });

    it('replaces a statute whole: articles that are not in it any more go', async () => {
      const { graph } = scene();
      await stores.statutes.put(graph, [aStatute([aNode({ number: '1' }), aNode({ number: '2' })])]);
      await stores.statutes.put(graph, [aStatute([aNode({ number: '2' })])]);
      expect((await stores.statutes.find(graph, 'T0000001'))?.nodes.map((node) => node.number)).toEqual(['2']);
    });

    it('lists by page in code-unit order and finds by a part of title or id', async () => {
      const { graph } = scene();
      const ids = ['B-1', 'a', 'B10', 'B1', '法'];
      await stores.statutes.put(
        graph,
        ids.map((statuteId) => aStatute([aNode({ statuteId, statuteTitle: `${statuteId}的100%_法` })])),
      );
      const list = async (page: { after?: string; limit: number; text?: string }) =>
        (await stores.statutes.list(graph, page)).map((record) => record.id);
      expect(await list({ limit: 10 })).toEqual(['B-1', 'B1', 'B10', 'a', '法']);
      expect(await list({ limit: 2, after: 'B-1' })).toEqual(['B1', 'B10']);
      expect(await list({ limit: 10, text: 'B1' })).toEqual(['B1', 'B10']);
      expect(await list({ limit: 10, text: 'a的100%' })).toEqual(['a']);
      expect(await list({ limit: 10, text: '1%' })).toEqual([]);
      const [record] = await stores.statutes.list(graph, { limit: 1, text: 'a的' });
      expect(record).toEqual(aStatute([aNode({ statuteId: 'a', statuteTitle: 'a的100%_法' })]).statute);
    });

    it('says which nodes it has, of any level and statute', async () => {
      const { graph } = scene();
      const article = aNode({ number: '1' });
      const other = aNode({ statuteId: 'T2', number: '87-1' });
      await stores.statutes.put(graph, [aStatute([article, aParagraph(article, 2)]), aStatute([other])]);
      const asked = ['T2:87-1', 'T0000001:1#2', 'T0000001:1#1', 'T0000001:1', 'T2', 'T2:87-1', "'"];
      const found = await stores.statutes.existing(graph, asked);
      expect(found.toSorted()).toEqual(['T0000001:1', 'T0000001:1#2', 'T2:87-1']);
      expect(await stores.statutes.existing(`${graph}-other`, asked)).toEqual([]);
      expect(await stores.statutes.existing(graph, [])).toEqual([]);
    });

    it('counts live and repealed nodes by level, of what is there now', async () => {
      const { graph } = scene();
      const article = aNode({ number: '1' });
      await stores.statutes.put(graph, [
        aStatute([article, aParagraph(article, 1), aNode({ number: '2', text: '（刪除）', repealed: true })]),
        aStatute([aNode({ statuteId: 'T2', abolished: true })]),
      ]);
      const count = { statutes: 2, articles: { live: 1, repealed: 2 }, paragraphs: { live: 1, repealed: 0 } };
      expect(await stores.statutes.count(graph)).toEqual(count);
      expect(await stores.statutes.delete(graph, ['T2', 'unknown'])).toBe(1);
      expect(await stores.statutes.count(graph)).toEqual({ ...count, statutes: 1, articles: { live: 1, repealed: 1 } });
      expect(await stores.statutes.find(graph, 'T2')).toBeUndefined();
    });

    it('keeps two graphs with the same statute apart', async () => {
      const [one, other] = [scene(), scene()];
      await one.put(aNode({ text: '甲' }));
      await other.put(aNode({ text: '乙' }));
      await stores.statutes.delete(other.graph, ['T0000001']);
      expect((await stores.statutes.find(one.graph, 'T0000001'))?.nodes.map((node) => node.text)).toEqual(['甲']);
      expect((await stores.statutes.count(other.graph)).statutes).toBe(0);
    });
  });
}
