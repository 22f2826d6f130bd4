import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '@lexhop/graph-store';
import { aCitation, aNode, aQuestion, aQuestionEdge, freshGraphStores, GraphScene } from '@lexhop/graph-store/testing';
import { neo4jServer } from '../testing/neo4j-server.js';
import { publishedReader } from '../testing/published-reader.js';
import type { PublishedGraph } from '../published-graph.js';
import { openPublishedGraph } from './neo4j-published-graph.js';
import { openDriver } from './server.js';

const server = neo4jServer('the queries of docs/neo4j.md');
const page = fileURLToPath(new URL('../../../../docs/neo4j.md', import.meta.url));

const [one, two, three] = [aNode({ number: '1' }), aNode({ number: '2' }), aNode({ number: '3' })];
const edited = aNode({ number: '2', text: '修正後。' });
const added = aNode({ number: '4' });
const raisedByOne = aQuestion(one.id, 'outgoing', '何時？');
const raisedByTwo = aQuestion(two.id, 'outgoing', '如何？');
const answeredByTwo = aQuestion(two.id, 'incoming', '期限為何？');
const answeredByThree = aQuestion(three.id, 'incoming', '程序為何？');

describe.skipIf(!server)('docs/neo4j.md', () => {
  let stores: GraphStores;
  let published: PublishedGraph;
  let graph: GraphScene;
  let queries: readonly string[];

  beforeAll(async () => {
    if (!server) return;
    stores = await freshGraphStores();
    published = await openPublishedGraph(server);
    queries = [...(await readFile(page, 'utf8')).matchAll(/^```cypher\n(.*?)^```/gms)].map(([, query = '']) => query);
    graph = new GraphScene(stores);
    await graph.put(one, two, three);
    await build(graph, { cites: [aCitation(one.id, two.id, '依次條'), aCitation(three.id, two.id, '準用前條')] });
    await publishedReader(stores, published, graph.graph);
    await graph.put(one, edited, three, added);
    await build(graph, { cites: [aCitation(three.id, two.id, '準用前條')] });
    await publishedReader(stores, published, graph.graph);
    // One that is being made is nobody's business yet.
    await graph.put(one, two, three, added);
    await graph.compared();
  });
  afterAll(async () => {
    if (!server) return;
    await published.close();
    await stores.close();
  });

  it('says who cites an article in the active build', async () => {
    expect(await rows(0)).toEqual([{ article: three.id, words: '準用前條', mutatisMutandis: false }]);
  });

  it('says where two hops lead in the active build, and through which questions', async () => {
    expect(await rows(1, one.id)).toEqual([
      { question: '期限為何？', leadsTo: two.id, nextQuestion: '程序為何？', end: three.id, score: 1.25 },
    ]);
  });

  it('says which articles read differently than in the build before the active one', async () => {
    expect(await rows(2)).toEqual([
      { article: two.id, before: two.text, now: edited.text },
      { article: added.id, before: null, now: added.text },
    ]);
  });

  it('has three queries, each of which begins at the active build', () => {
    expect(queries).toHaveLength(3);
    for (const query of queries) expect(query).toMatch(/^MATCH \(:Graph \{key: \$graph\}\)-\[:ACTIVE\]->/);
  });

  async function rows(place: number, article = two.id): Promise<readonly object[]> {
    if (!server) return [];
    const driver = await openDriver(server);
    try {
      const { records } = await driver.executeQuery(queries[place] ?? '', { graph: graph.graph, article });
      return records.map((record) => record.toObject());
    } finally {
      await driver.close();
    }
  }
});

/** A whole build with question edges from the first article to the second and from there to the third, and these citations. */
async function build(graph: GraphScene, { cites }: { cites: readonly ReturnType<typeof aCitation>[] }): Promise<void> {
  const { draft, edges, versions } = graph.stores;
  const run = await graph.compared();
  const questions = [raisedByOne, raisedByTwo, answeredByTwo, answeredByThree];
  const undrafted = await draft.undrafted(run, { limit: 10, fallbackKey: 'k' });
  const drafts = undrafted.map(({ node: { id: nodeId, contentHash }, draftingKey }) => {
    return { nodeId, contentHash, draftingKey, questions: questions.filter((question) => question.nodeId === nodeId) };
  });
  await draft.saveDrafts(run, drafts);
  await graph.embed(run);
  const saved = [
    ...cites,
    aQuestionEdge(raisedByOne, answeredByTwo, 0.5),
    aQuestionEdge(raisedByTwo, answeredByThree, 0.75),
  ];
  const everything = { from: '', to: '~', kinds: ['question', 'citation'] as const };
  await edges.saveEdges(run, { name: 'all', done: 1 }, everything, saved);
  await versions.activate(run);
}
