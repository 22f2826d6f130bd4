import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene } from './graph-scene.js';
import { aNode, aParagraph } from './nodes.js';

/** What the QuestionBankStore keeps. */
export function describeQuestionBankStore(name: string, open: () => Promise<GraphStores>): void {
  describe(`QuestionBankStore: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('gives back entries as they were put, by page in order of article', async () => {
      const { graph } = scene();
      const full = {
        article: 'T1:10',
        contentHash: 'c',
        incoming: ['誰？', '"\\誰"？'],
        outgoing: ['何時？'],
        draftedBy: 'gemini/flash',
      };
      const bare = { article: 'T1:1', incoming: [], outgoing: [] };
      expect(await stores.bank.put(graph, [full, bare])).toBe(2);
      expect(await stores.bank.list(graph, { limit: 10 })).toEqual([bare, full]);
      expect(await stores.bank.list(graph, { limit: 10, after: 'T1:1' })).toEqual([full]);
      expect(await stores.bank.list(graph, { limit: 1 })).toEqual([bare]);
    });

    it('counts only entries that are new or changed, the last of an article being the one', async () => {
      const { graph } = scene();
      const entry = { article: 'T1:1', incoming: ['一？'], outgoing: [] };
      expect(await stores.bank.put(graph, [entry])).toBe(1);
      expect(await stores.bank.put(graph, [entry])).toBe(0);
      const later = { ...entry, incoming: ['二？'], contentHash: 'c' };
      expect(await stores.bank.put(graph, [entry, later])).toBe(1);
      expect(await stores.bank.list(graph, { limit: 9 })).toEqual([later]);
    });

    it('deletes entries and says how many there were', async () => {
      const { graph } = scene();
      await stores.bank.put(graph, [{ article: 'T1:1', incoming: [], outgoing: [] }]);
      expect(await stores.bank.delete(graph, ['T1:1', 'T1:2'])).toBe(1);
      expect(await stores.bank.list(graph, { limit: 9 })).toEqual([]);
    });

    it('says how it fits the statutes: usable, of another text, of an unknown article', async () => {
      const one = scene();
      const article = aNode({ number: '1' });
      await one.put(article, aParagraph(article, 1));
      const entry = { incoming: ['？'], outgoing: [] };
      await stores.bank.put(one.graph, [
        { ...entry, article: article.id, contentHash: article.contentHash },
        { ...entry, article: `${article.id}#1` },
        { ...entry, article: `${article.id}#2` },
      ]);
      expect(await stores.bank.fit(one.graph)).toEqual({
        entries: 3,
        usable: 2,
        otherText: { count: 0, ids: [] },
        unknownArticle: { count: 1, ids: ['T0000001:1#2'] },
      });
      await one.put(aNode({ number: '1', text: '修正後。' }));
      expect(await stores.bank.fit(one.graph)).toMatchObject({
        usable: 0,
        otherText: { count: 1, ids: ['T0000001:1'] },
        unknownArticle: { count: 2, ids: ['T0000001:1#1', 'T0000001:1#2'] },
      });
    });

    it('names at most 100 entries that do not fit, and counts them all', async () => {
      const { graph } = scene();
      const articles = Array.from({ length: 101 }, (_, number) => `T1:${100 + number}`);
      await stores.bank.put(
        graph,
        articles.map((article) => ({ article, incoming: [], outgoing: [] })),
      );
      expect((await stores.bank.fit(graph)).unknownArticle).toEqual({ count: 101, ids: articles.slice(0, 100) });
    });
  });
}
