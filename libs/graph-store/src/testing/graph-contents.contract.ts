import { beforeAll, describe, expect, it } from 'vitest';
import { BuildGoneError } from '@lexhop/graph-model';
import type { GraphStores } from '../graph-stores.js';
import { collected, GraphScene, pagesOf } from './graph-scene.js';
import { aCitation, aNode, aParagraph, aRelation } from './nodes.js';

const numbers = ['1', '10', '1-1', '2', '100', '20', '3'];

/** What the GraphContents keep; `pageSize` is the number of rows in a page of the store that is opened, small enough to need several. */
export function describeGraphContents(name: string, open: () => Promise<GraphStores>, pageSize: number): void {
  describe(`GraphContents: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    async function built(graph: GraphScene) {
      const nodes = Array.from({ length: pageSize + 1 }, (_, place) =>
        aNode({ number: numbers[place] ?? `${1000 + place}` }),
      );
      await graph.put(...nodes);
      return { run: await graph.built(), nodes };
    }

    it('streams nodes and questions in pages, in order of id, each once', async () => {
      const graph = scene();
      const { run, nodes } = await built(graph);
      const pages = await pagesOf(stores.contents.nodes(run));
      expect(pages.map((page) => page.length)).toEqual([pageSize, 1]);
      expect(pages.flat().map(({ id }) => id)).toEqual(nodes.map(({ id }) => id).toSorted());
      const questions = (await graph.questions(1)).map(({ id }) => id);
      expect(questions).toEqual(questions.toSorted());
      expect(new Set(questions).size).toBe(2 * nodes.length);
    });

    it('streams edges in order of id, all or of some kinds', async () => {
      const graph = scene();
      await graph.put(aNode({ number: '1' }), aNode({ number: '2' }));
      const run = await graph.compared();
      const citations = [aCitation('T0000001:1', 'T0000001:2'), aCitation('T0000001:2', 'T0000001:1')];
      const next = {
        id: 'a',
        kind: 'hierarchy' as const,
        source: 'T0000001:1',
        target: 'T0000001:2',
        relation: 'next' as const,
      };
      const scope = { from: '', to: '~', kinds: ['citation', 'hierarchy'] as const };
      await stores.edges.saveEdges(run, { name: 'e', done: 0 }, scope, [...citations, next]);
      const all = await graph.edges(1);
      expect(all.map(({ id }) => id)).toEqual([...citations, next].map(({ id }) => id).toSorted());
      expect(all).toContainEqual(next);
      const some = await collected(stores.contents.edges(run, ['citation']));
      expect(some).toEqual(all.filter(({ kind }) => kind === 'citation'));
    });

    it('tells statutes and the edges between them in numbers, the largest first, and what it leaves out', async () => {
      const graph = scene();
      const [a1, a2] = [aNode({ statuteId: 'A', number: '1' }), aNode({ statuteId: 'A', number: '2' })];
      const [b1, c1] = [aNode({ statuteId: 'B', number: '1' }), aNode({ statuteId: 'C', number: '1' })];
      await graph.put(a1, a2, b1, c1, aNode({ statuteId: 'C', number: '2', repealed: true }));
      const run = await graph.compared();
      const citations = [
        aCitation(b1.id, a1.id),
        aCitation(b1.id, a2.id),
        aCitation(a1.id, c1.id),
        aCitation(a1.id, a2.id),
        aRelation('applies', b1.id, a2.id, '準用'),
      ];
      const scope = { from: '', to: '~', kinds: ['citation', 'applies'] as const };
      await stores.edges.saveEdges(run, { name: 'e', done: 0 }, scope, citations);
      const whole = await stores.contents.overview(run, { statutes: 9, links: 9 });
      expect(whole.statutes.map(({ id, articles }) => [id, articles])).toEqual([
        ['A', 2],
        ['B', 1],
        ['C', 1],
      ]);
      expect(whole.links).toEqual([
        { source: 'B', target: 'A', edges: { citation: 2, applies: 1 } },
        { source: 'A', target: 'C', edges: { citation: 1 } },
      ]);
      expect([whole.statutesLeftOut, whole.linksLeftOut]).toEqual([0, 0]);
      const part = await stores.contents.overview(run, { statutes: 2, links: 9 });
      expect(part.statutes.map(({ id }) => id)).toEqual(['A', 'B']);
      expect([part.links.length, part.statutesLeftOut]).toEqual([1, 1]);
      expect((await stores.contents.overview(run, { statutes: 9, links: 1 })).linksLeftOut).toBe(1);
    });

    it('streams vectors of nodes and of questions by direction, leaving out what has none', async () => {
      const graph = scene();
      const article = aNode({ number: '1' });
      await graph.put(article, aParagraph(article, 1), aNode({ number: '2', text: '（刪除）', repealed: true }));
      const run = await graph.compared({ levels: ['article', 'paragraph'] });
      await graph.draft(run);
      await graph.embed(run);
      const idsOf = async (of: 'nodes' | 'incoming' | 'outgoing') =>
        (await pagesOf(stores.contents.vectors(run, of))).flatMap(({ ids }) => ids);
      expect(await idsOf('nodes')).toEqual([article.id, `${article.id}#1`]);
      const incoming = (await graph.questions(1))
        .filter(({ direction }) => direction === 'incoming')
        .map(({ id }) => id);
      expect(await idsOf('incoming')).toEqual(incoming);
      expect(await idsOf('outgoing')).toHaveLength(2);
    });

    it('pages vectors with their ids: row i belongs to id i', async () => {
      const graph = scene();
      const { run } = await built(graph);
      const rows = await stores.edges.questions(run, { direction: 'incoming', limit: 999 });
      const pages = await pagesOf(stores.contents.vectors(run, 'incoming'));
      expect(pages.map(({ ids, vectors }) => [ids.length, vectors.length])).toEqual([
        [pageSize, pageSize * 4],
        [1, 4],
      ]);
      expect(pages.flatMap(({ ids }) => ids)).toEqual(rows.questions.map(({ id }) => id));
      expect(pages.flatMap(({ vectors }) => [...vectors])).toEqual([...rows.vectors]);
    });

    it('refuses a build that is not there', async () => {
      const graph = scene();
      await expect(graph.nodes(1)).rejects.toThrow(BuildGoneError);
      await expect(pagesOf(stores.contents.vectors({ graph: graph.graph, number: 1 }, 'nodes'))).rejects.toThrow(
        BuildGoneError,
      );
    });

    it('ends a stream with a BuildGoneError when its build is collected in the middle', async () => {
      const graph = scene();
      const { nodes } = await built(graph);
      const stream = stores.contents.nodes({ graph: graph.graph, number: 1 })[Symbol.asyncIterator]();
      expect((await stream.next()).value).toHaveLength(pageSize);
      await graph.put(...nodes.slice(1));
      await graph.built();
      await stores.versions.collect(graph.graph, 1);
      await expect(stream.next()).rejects.toThrow(BuildGoneError);
    });
  });
}
