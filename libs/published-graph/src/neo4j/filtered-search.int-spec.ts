import { createHash } from 'node:crypto';
import { type ArticleNode, type BuildRun, type GraphReader, passageOf } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { dot, normalise } from '@lexhop/vectors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aNode, aQuestion, freshGraphStores, GraphScene, hashOf } from '@lexhop/graph-store/testing';
import { neo4jServer } from '../testing/neo4j-server.js';
import { publishedReader } from '../testing/published-reader.js';
import type { PublishedGraph } from '../published-graph.js';
import { openPublishedGraph } from '../open-published-graph.js';

const server = neo4jServer('search among the rows of other builds on Neo4j');
const dimensions = 64;
const articles = 1_200;
const queries = 50;
const wanted = 10;
const crowd = directionOf('crowd');

describe.skipIf(!server)('vector search on Neo4j, when half of the rows are not of the active build', () => {
  let stores: GraphStores | undefined;
  let published: PublishedGraph | undefined;
  let reader: GraphReader;

  beforeAll(async () => {
    if (!server) return;
    stores = await freshGraphStores();
    published = await openPublishedGraph(server);
    reader = await readerOfTheSecondOfTwoBuilds(stores, published);
  }, 300_000);
  afterAll(async () => {
    await published?.close();
    await stores?.close();
  });

  it('finds at least 98 of 100 of the articles that are truly nearest, asked for texts that only the other build has', async () => {
    const found = await recall(passageOfArticle, (query) =>
      reader.searchNodes(query, wanted, { includeRepealed: false }),
    );
    expect(found).toBeGreaterThanOrEqual(0.98);
  });

  it('finds as many of the articles with the nearest incoming questions', async () => {
    const found = await recall(questionOf, (query) =>
      reader.searchQuestions(query, wanted, { includeRepealed: false }),
    );
    expect(found).toBeGreaterThanOrEqual(0.98);
  });
});

/** A text of an article in the one build or the other. */
type Text = (number: number, build: 1 | 2) => string;
const articleOf = (number: number, build: 1 | 2): ArticleNode =>
  aNode({ number: `${number}`, text: `第 ${number} 條，第 ${build} 版。` });
const passageOfArticle: Text = (number, build) => passageOf(articleOf(number, build));
const questionOf: Text = (number, build) => `第 ${number} 條，第 ${build} 版？`;
const numbers = Array.from({ length: articles }, (_, place) => place + 1);

/** Every article is edited between the builds, so that each has two rows and two incoming questions in the indexes. */
async function readerOfTheSecondOfTwoBuilds(stores: GraphStores, published: PublishedGraph): Promise<GraphReader> {
  const graph = new GraphScene(stores);
  let reader: GraphReader | undefined;
  for (const build of [1, 2] as const) {
    await graph.put(...numbers.map((number) => articleOf(number, build)));
    const run = await graph.compared();
    const drafts = numbers.map((number) => {
      const { id: nodeId, contentHash } = articleOf(number, build);
      const questions = [aQuestion(nodeId, 'incoming', questionOf(number, build))];
      return { nodeId, contentHash, draftingKey: 'k', questions };
    });
    await stores.draft.saveDrafts(run, drafts);
    await embed(graph, run);
    await stores.versions.activate(run);
    reader = await publishedReader(stores, published, graph.graph);
  }
  return reader ?? expect.fail('Nothing was built.');
}

async function embed(graph: GraphScene, run: BuildRun): Promise<void> {
  const { draft, builds } = graph.stores;
  await builds.save(run, { space: { ...graph.space, dimensions } });
  const missing = await draft.unembedded(run, { limit: 10_000 });
  const links = missing.map(({ owner, text }) => ({ owner, hash: hashOf(text) }));
  const vectors = Float32Array.from(missing.flatMap(({ text }) => [...vectorOf(text)]));
  await draft.saveVectors(run, links, { hashes: links.map(({ hash }) => hash), vectors });
}

/** The share of the truly nearest that a search finds. */
async function recall(
  text: Text,
  search: (query: Float32Array) => Promise<readonly { readonly id: string }[]>,
): Promise<number> {
  const rows = numbers.map((number) => ({ id: articleOf(number, 2).id, vector: vectorOf(text(number, 2)) }));
  let found = 0;
  for (const asked of numbers.slice(0, queries)) {
    const query = vectorOf(text(asked, 1));
    const hits = new Set((await search(query)).map(({ id }) => id));
    const ranked = rows.map(({ id, vector }) => ({ id, score: dot(query, vector) }));
    ranked.sort((one, other) => other.score - one.score);
    found += ranked.slice(0, wanted).filter(({ id }) => hits.has(id)).length;
  }
  return found / (queries * wanted);
}

/**
 * Of a text always the same. Texts of the second build lie in every direction, those of the first crowd about one: a query from among them
 * has the 1,200 rows of the other build before any that it may find.
 */
function vectorOf(text: string): Float32Array {
  const own = directionOf(text);
  return text.includes('第 1 版') ? normalise(crowd.map((value, place) => value + (own[place] ?? 0) / 3)) : own;
}

function directionOf(text: string): Float32Array {
  const bytes = createHash('shake256', { outputLength: dimensions }).update(text).digest();
  return normalise(Float32Array.from(bytes, (byte) => byte - 127.5));
}
