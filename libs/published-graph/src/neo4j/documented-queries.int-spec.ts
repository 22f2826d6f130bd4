import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StatedEdge, statedKinds } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import {
  aCitation,
  aNode,
  aQuestion,
  aQuestionEdge,
  aRelation,
  freshGraphStores,
  GraphScene,
} from '@lexhop/graph-store/testing';
import { neo4jServer } from '../testing/neo4j-server.js';
import { publishedReader } from '../testing/published-reader.js';
import type { PublishedGraph } from '../published-graph.js';
import { openPublishedGraph } from '../open-published-graph.js';
import { openDriver } from './server.js';

const server = neo4jServer('the queries of docs/neo4j.md');
const page = fileURLToPath(new URL('../../../../docs/neo4j.md', import.meta.url));

const [one, two, three] = [aNode({ number: '1' }), aNode({ number: '2' }), aNode({ number: '3' })];
const edited = aNode({ number: '2', text: '修正後。' });
const added = aNode({ number: '4' });
const orderArticle = aNode({ statuteId: 'T0000009', statuteTitle: '施行細則', number: '1' });
/** What the articles say of each other in the active build. */
const stated = [
  aCitation(three.id, two.id),
  aRelation('penalises', three.id, one.id, '違反第一條'),
  aRelation('penalises', added.id, one.id, '違反第一條'),
  aRelation('delegates', two.id, orderArticle.id, '依第二條訂定之'),
  aRelation('applies', one.id, two.id, '準用第二條'),
  aRelation('applies', two.id, added.id, '準用第四條'),
  aRelation('applies', added.id, one.id, '準用第一條'),
];
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
    await build(graph, { stated: [aCitation(one.id, two.id, '依次條'), aCitation(three.id, two.id)] });
    await publishedReader(stores, published, graph.graph);
    await graph.put(one, edited, three, added, orderArticle);
    await build(graph, { stated });
    await publishedReader(stores, published, graph.graph);
    // One that is being made is nobody's business yet.
    await graph.put(one, two, three, added, orderArticle);
    await graph.compared();
  });
  afterAll(async () => {
    if (!server) return;
    await published.close();
    await stores.close();
  });

  it('says who cites an article in the active build', async () => {
    expect(await rows(0)).toEqual([{ article: three.id, words: '依前條' }]);
  });

  it('says which duties a penalty guards, and who else guards them', async () => {
    expect(await rows(1, three.id)).toEqual([{ duty: one.id, words: '違反第一條', also: [added.id] }]);
  });

  it('says which orders are made under a statute, and under which of its articles', async () => {
    expect(await rows(2)).toEqual([{ title: orderArticle.statuteTitle, madeUnder: two.id, words: '依第二條訂定之' }]);
  });

  it('says what is applied mutatis mutandis, through others, each once, and never the article itself', async () => {
    expect(await rows(3, one.id)).toEqual([
      { applied: two.id, depth: 1, words: ['準用第二條'], text: edited.text },
      { applied: added.id, depth: 2, words: ['準用第二條', '準用第四條'], text: added.text },
    ]);
  });

  it('says where two hops lead in the active build, and through which questions', async () => {
    expect(await rows(4, one.id)).toEqual([
      { question: '期限為何？', leadsTo: two.id, nextQuestion: '程序為何？', end: three.id, score: 1.25 },
    ]);
  });

  it('says which articles read differently than in the build before the active one', async () => {
    expect(await rows(5)).toEqual([
      { article: two.id, before: two.text, now: edited.text },
      { article: added.id, before: null, now: added.text },
      { article: orderArticle.id, before: null, now: orderArticle.text },
    ]);
  });

  it('has six queries, each of which begins at the active build', () => {
    expect(queries).toHaveLength(6);
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

/** A whole build with question edges from the first article to the second and from there to the third, and what else they state. */
async function build(graph: GraphScene, { stated: said }: { readonly stated: readonly StatedEdge[] }): Promise<void> {
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
    ...said,
    aQuestionEdge(raisedByOne, answeredByTwo, 0.5),
    aQuestionEdge(raisedByTwo, answeredByThree, 0.75),
  ];
  const everything = { from: '', to: '~', kinds: ['question', ...statedKinds] as const };
  await edges.saveEdges(run, { name: 'all', done: 1 }, everything, saved);
  await versions.activate(run);
}
