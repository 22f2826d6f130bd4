import type { ArticleNode } from '@lexhop/graph-model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene } from '../testing/graph-scene.js';
import { neo4jServer } from '../testing/neo4j-server.js';
import { aCitation, aNode, aQuestion } from '../testing/nodes.js';
import { openNeo4jGraphStore } from './open-neo4j-graph-store.js';

const server = neo4jServer('two workers that write neighbours on Neo4j');
const articles = Array.from({ length: 80 }, (_, place) => aNode({ number: `${place + 1}` }));
/** Neighbours lie in different batches: article n in batch n modulo this. */
const batches = 20;
const citationsOfArticle = 6;

describe.skipIf(!server)('two workers that write neighbouring articles at the same time', () => {
  let workers: readonly GraphStores[] = [];

  beforeAll(async () => {
    if (server) workers = [await openNeo4jGraphStore(server), await openNeo4jGraphStore(server)];
  });
  afterAll(() => Promise.all(workers.map((stores) => stores.close())));

  it('both come through, and all that each wrote is there once', async () => {
    const [one = expect.fail('There is no worker.')] = workers;
    const graph = new GraphScene(one);
    await graph.put(...articles);
    const run = await graph.compared();
    await sideBySide((stores, batch) => stores.draft.saveDrafts(run, batch.map(draftOf)));
    await one.builds.save(run, { step: 'match', progress: { match: { total: articles.length, done: 0 } } });
    await sideBySide((stores, batch, name) => {
      const scope = { sources: batch.map(({ id }) => id), kinds: ['citation'] as const };
      return stores.edges.saveEdges(run, { name, done: batch.length }, scope, batch.flatMap(citationsOf));
    });

    expect(await graph.questions(run.number)).toHaveLength(2 * articles.length);
    const wanted = articles.flatMap(citationsOf).map(({ id }) => id);
    expect((await graph.edges(run.number)).map(({ id }) => id)).toEqual(wanted.toSorted());
    const { progress } = await graph.found(run.number);
    expect([progress.draft?.done, progress.match?.done]).toEqual([articles.length, articles.length]);
  });

  /** Every batch, by turns of the one worker and the other, all at once. */
  async function sideBySide(
    save: (stores: GraphStores, batch: readonly ArticleNode[], name: string) => Promise<void>,
  ): Promise<void> {
    const saves = Array.from({ length: batches }, (_, place) => {
      const [stores = expect.fail('There is no worker.')] = workers.slice(place % workers.length);
      const batch = articles.filter((_article, number) => number % batches === place);
      return save(stores, batch, `neighbours~${place}`);
    });
    await Promise.all(saves);
  }
});

function draftOf({ id, contentHash }: ArticleNode) {
  const questions = [aQuestion(id, 'incoming', `${id} 甲？`), aQuestion(id, 'outgoing', `${id} 乙？`)];
  return { nodeId: id, contentHash, draftingKey: 'k', questions };
}

/** To the articles that follow, around the end: every batch writes relationships on the nodes of the others. */
function citationsOf({ id }: ArticleNode) {
  const place = articles.findIndex((article) => article.id === id);
  const targets = Array.from({ length: citationsOfArticle }, (_, step) => (place + step + 1) % articles.length);
  return targets.flatMap((target) => articles.slice(target, target + 1)).map((target) => aCitation(id, target.id));
}
