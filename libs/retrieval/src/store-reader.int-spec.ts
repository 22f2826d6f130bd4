import { randomUUID } from 'node:crypto';
import type { GraphReader } from '@lexhop/graph-model';
import { freshGraphStores } from '@lexhop/graph-store/testing';
import { openPublishedGraph } from '@lexhop/published-graph';
import { neo4jServer, publishedReader } from '@lexhop/published-graph/testing';
import { describe, expect, it } from 'vitest';
import {
  aBuild,
  aGraph,
  anArticle,
  anIncomingQuestion,
  aSpace,
  at,
  type GraphFixture,
} from './testing/graph-fixture.js';
import { describeGraphReader } from './testing/graph-reader.contract.js';
import { storeGraph } from './testing/store-graph.js';

const server = neo4jServer('the reader that answers from Neo4j');

/** A fixture in a graph and a space of its own on the server, and the server's reader of it. */
async function open(fixture: GraphFixture): Promise<{ readonly reader: GraphReader; close(): Promise<void> }> {
  if (!server) throw new Error('No server.');
  const [stores, published] = [await freshGraphStores(), await openPublishedGraph(server)];
  const graph = `reader-${randomUUID()}`;
  await storeGraph(stores, { ...fixture, build: { ...fixture.build, graph } });
  const reader = await publishedReader(stores, published, graph);
  return { reader, close: () => published.close().finally(() => stores.close()) };
}

describe.skipIf(!server)('with a Neo4j server', () => {
  describeGraphReader('The reader on Neo4j', open);

  it('finds the only question of a statute behind six thousand nearer ones of another', async () => {
    const [crowd, wanted] = [anArticle({ statuteId: 'T1' }), anArticle({ statuteId: 'T2' })];
    const crowding = Array.from({ length: 6_000 }, (_, number) => anIncomingQuestion(crowd.id, `${number}？`));
    const question = anIncomingQuestion(wanted.id, '甲？');
    const vectors = new Map([
      ...crowding.map(({ id }, place) => [id, at(place / 100)] as const),
      [question.id, at(120)] as const,
    ]);
    const fixture = aGraph({ nodes: [crowd, wanted], questions: [...crowding, question], vectors });
    const opened = await open(fixture);
    const { reader } = opened;
    const live = { includeRepealed: false };
    const hits = await reader.searchQuestions(at(0), 10, { ...live, statutes: ['T2'] });
    expect(hits).toMatchObject([{ id: wanted.id, question: question.id }]);
    expect(hits[0]?.score).toBeCloseTo(-0.5, 5);
    expect(await reader.searchQuestions(at(0), 10, live)).toHaveLength(2);
    await opened.close();
  });

  it('finds words behind those of other graphs, and escapes nothing into the language of the index', async () => {
    const word = `租賃${randomUUID().replaceAll('-', '')}`;
    const crowd = Array.from({ length: 300 }, (_, number) =>
      anArticle({ number: `${number}`, text: `${word}。${word}。` }),
    );
    const others = await open(aGraph({ nodes: crowd }));
    const article = anArticle({ text: `${word}之契約，第一百八十四條與第184條。` });
    const opened = await open(aGraph({ nodes: [article] }));
    const find = async (query: string) =>
      (await opened.reader.searchText(query, 5, { includeRepealed: false, incomingQuestions: true })).map(
        ({ id }) => id,
      );
    for (const query of [word, '第184條', '第一百八十四條', '契約" AND (', '約', `${word}? *`]) {
      expect({ query, found: await find(query) }).toEqual({ query, found: [article.id] });
    }
    expect(await find('外星球')).toEqual([]);
    await others.close();
    await opened.close();
  });

  it('refuses to answer from a build that was collected', async () => {
    if (!server) return;
    const [stores, published] = [await freshGraphStores(), await openPublishedGraph(server)];
    const graph = `reader-${randomUUID()}`;
    const fixture = aGraph({ build: aBuild({ graph, space: aSpace() }), nodes: [anArticle()] });
    await storeGraph(stores, fixture);
    const reader = await publishedReader(stores, published, graph);
    await storeGraph(stores, { ...fixture, build: { ...fixture.build, number: 2 } });
    await stores.versions.collect(graph, 1);
    await publishedReader(stores, published, graph);
    await expect(reader.nodes(['T1:1'])).rejects.toMatchObject({ name: 'BuildGoneError' });
    await published.close();
    await stores.close();
  });
});
