import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { EmbeddingChain, MockEmbeddingModel, mockProvider } from '@lexhop/embedding';
import { SilentLogger, SystemClock } from '@lexhop/foundation';
import { testData } from '@lexhop/foundation/testing';
import { importStatutes } from '@lexhop/graph-statutes';
import { findBuild, type GraphBuildParts, importQuestionBank, startBuild, startBuildWorker } from '@lexhop/graph-build';
import type { Build, GraphReader } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { freshGraphStores } from '@lexhop/graph-store/testing';
import { openPublishedGraph, type PublishedGraph } from '@lexhop/published-graph';
import { lacksOwnServers, OwnNeo4jServer, publishedReader } from '@lexhop/published-graph/testing';
import { InlineJobQueue } from '@lexhop/job-queue/testing';
import { InMemoryGraphReader, queryEmbedderOf, type RetrievalMode, retrieve } from '@lexhop/retrieval';
import { makeGraphIndex } from '@lexhop/retrieval/testing';
import { MatrixThreads } from '@lexhop/vectors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQueries } from './files.js';
import { TextFromAnother } from './testing/text-from-another.js';

const sample = (name: string) => `data/intellectual-property.${name}`;
const minutes = 60_000;

/** The evaluation's queries, and every fortieth question of the sample's bank. */
async function sampleQueries(): Promise<readonly string[]> {
  const lines = (await readFile(sample('question-bank.jsonl'), 'utf8')).split('\n').filter(Boolean);
  const questions = lines.flatMap((line) => (JSON.parse(line) as { readonly outgoing: readonly string[] }).outgoing);
  const file = testData('eval/tw-everyday/queries.dev.jsonl');
  const evaluated = await readQueries({ name: file, bytes: createReadStream(file) });
  return [...evaluated.map(({ query }) => query), ...questions.filter((_, place) => place % 40 === 0)];
}

/** The sample statutes and their bank, made into an active build as any build is. */
async function buildSample(stores: GraphStores): Promise<Build> {
  const graph = `agreement-${randomUUID()}`;
  const logger = new SilentLogger();
  const queue = new InlineJobQueue();
  const embedding = new EmbeddingChain({ providers: [mockProvider()], chain: 'mock', logger });
  const matrices = new MatrixThreads({ threads: 1 });
  const parts: GraphBuildParts = { stores, queue, embedding, matrices, clock: new SystemClock(), logger };
  const fileOf = (name: string) => ({ name, content: createReadStream(sample(name)) });
  await importStatutes(stores.statutes, graph, fileOf('ChLaw.json'));
  await importQuestionBank(stores.bank, graph, fileOf('question-bank.jsonl'));
  const stop = await startBuildWorker(parts, { concurrency: 2, sweepMilliseconds: 60 * minutes });
  const begun = await startBuild(parts, graph, {
    from: 'active',
    levels: ['article'],
    matching: { minimumScore: 0, capFactor: 1 },
    activateWithoutFailed: false,
  });
  await queue.drain();
  await stop(1_000);
  await embedding.close();
  await matrices.close();
  return findBuild(parts, begun);
}

const lacksServer = lacksOwnServers('whether both readers agree on the sample graph');

describe.skipIf(lacksServer)(
  'the readers in memory and on Neo4j, on the sample graph',
  { timeout: 3 * minutes },
  () => {
    const embedQuery = queryEmbedderOf(new MockEmbeddingModel());
    let stores: GraphStores;
    /** Of its own: Lucene ranks by how common a word is in all graphs of a server. */
    let server: OwnNeo4jServer;
    let published: PublishedGraph;
    let queries: readonly string[];
    let [memory, store]: GraphReader[] = [];
    beforeAll(async () => {
      [stores, server] = await Promise.all([freshGraphStores(), OwnNeo4jServer.start('512m')]);
      published = await openPublishedGraph(server.access);
      queries = await sampleQueries();
      const build = await buildSample(stores);
      memory = new InMemoryGraphReader((await makeGraphIndex(stores.contents, build)).index);
      store = await publishedReader(stores, published, build.graph);
    }, 3 * minutes);
    afterAll(async () => {
      await published.close();
      await Promise.all([stores.close(), server.remove()]);
    });

    /** Ids and scores of both readers' answers to every query. */
    const answers = async (mode: RetrievalMode, [one, other]: readonly [GraphReader, GraphReader]) => {
      const of = async (reader: GraphReader, query: string) => {
        const { results } = await retrieve(reader, { embedQuery }, { query, mode, topK: 20 });
        return results.map(({ article, score }) => ({ id: article.id, score }));
      };
      const pairs: { readonly one: Answer; readonly other: Answer }[] = [];
      for (const query of queries) pairs.push({ one: await of(one, query), other: await of(other, query) });
      return pairs;
    };
    const readers = (): readonly [GraphReader, GraphReader] => {
      if (!memory || !store) throw new Error('There is no reader.');
      return [memory, store];
    };

    it('answer alike by vectors: the same articles in the same order, scores within 1e-5', async () => {
      const pairs = await answers('dense', readers());
      expect(pairs.every(({ one }) => one.length === 20)).toBe(true);
      for (const { one, other } of pairs) expectAlike(one, other);
    });

    it('answer alike by hops, given the same list of words to enter by', async () => {
      const [inMemory, onStore] = readers();
      const pairs = await answers('hop', [inMemory, new TextFromAnother(onStore, inMemory)]);
      expect(pairs.some(({ one }) => one.length === 20)).toBe(true);
      for (const { one, other } of pairs) expectAlike(one, other);
    });

    it('find, for a question, the same articles by their incoming questions', async () => {
      const [inMemory, onStore] = readers();
      for (const query of queries) {
        const { space } = inMemory.build;
        const [embedded] = space ? await embedQuery([query], space, ['question']) : [];
        const question = embedded?.question ?? new Float32Array();
        const one = await inMemory.searchQuestions(question, 50, { includeRepealed: false });
        const other = await onStore.searchQuestions(question, 50, { includeRepealed: false });
        expect(other.map(({ id }) => id)).toEqual(one.map(({ id }) => id));
        expectAlike(one, other);
      }
    });

    it('agree on three quarters of the ten best articles, by words and by hops', async () => {
      const overlaps = { bm25: 0, hop: 0 };
      for (const mode of ['bm25', 'hop'] as const) {
        const pairs = await answers(mode, readers());
        overlaps[mode] = pairs.reduce((sum, { one, other }) => sum + overlapAt10(one, other), 0) / pairs.length;
      }
      console.info(`Overlap@10 of both readers on ${queries.length} queries: ${JSON.stringify(overlaps)}`);
      expect(overlaps.bm25).toBeGreaterThanOrEqual(0.75);
      expect(overlaps.hop).toBeGreaterThanOrEqual(0.75);
    });
  },
);

type Answer = readonly { readonly id: string; readonly score: number }[];

function expectAlike(one: Answer, other: Answer): void {
  expect(other.map(({ id }) => id)).toEqual(one.map(({ id }) => id));
  for (const [place, { score }] of one.entries()) expect(other[place]?.score).toBeCloseTo(score, 5);
}

function overlapAt10(one: Answer, other: Answer): number {
  const ids = new Set(one.slice(0, 10).map(({ id }) => id));
  if (ids.size === 0) return other.length === 0 ? 1 : 0;
  return other.slice(0, 10).filter(({ id }) => ids.has(id)).length / ids.size;
}
