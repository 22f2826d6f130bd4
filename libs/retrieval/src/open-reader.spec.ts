import { readFile } from 'node:fs/promises';
import { SilentLogger } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import { estimateIndexBytes, openReader, type ReaderParts } from './open-reader.js';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import {
  aBuild,
  aCitationEdge,
  aGraph,
  anArticle,
  anIncomingQuestion,
  aQuestionEdge,
  aSpace,
  countsOf,
  type GraphFixture,
  indexOf,
} from './testing/graph-fixture.js';

const megabyte = 2 ** 20;

/** A build of so many live articles, each with a vector of 1,024 dimensions. */
function aCountedBuild(articles: number): Build {
  return aBuild({ counts: countsOf({ nodes: { length: articles } }), space: aSpace({ dimensions: 1_024 }) });
}

/** Parts with room for one mebibyte, a store that can search, and an index of so many bytes. */
function partsOf(bytes: number, parts: Partial<ReaderParts> = {}): ReaderParts {
  return {
    logger: new SilentLogger(),
    memoryMegabytes: 1,
    load: async (build) => ({ ...indexOf(aGraph({ build })), bytes }),
    storeReaderOf: async (build) => new InMemoryGraphReader(indexOf(aGraph({ build }))),
    ...parts,
  };
}

const neverLoads: ReaderParts['load'] = async () => expect.fail('Nothing should be loaded.');

describe('openReader', () => {
  it('reads from memory what fits there', async () => {
    const opened = await openReader(partsOf(megabyte), aCountedBuild(10));
    expect(opened).toMatchObject({
      from: 'memory',
      bytes: megabyte,
      reason: 'Its index holds 1 MiB, within LEXHOP_RETRIEVAL_MEMORY_MB (1).',
    });
  });

  it('reads from the store, and loads nothing, what is expected not to fit', async () => {
    const opened = await openReader(partsOf(0, { load: neverLoads }), aCountedBuild(1_000));
    expect(opened).toMatchObject({
      from: 'store',
      bytes: 0,
      reason: 'Its index would hold about 8 MiB, more than LEXHOP_RETRIEVAL_MEMORY_MB (1).',
    });
  });

  it('reads from the store what was expected to fit and does not', async () => {
    const opened = await openReader(partsOf(2 * megabyte), aCountedBuild(10));
    expect(opened).toMatchObject({ from: 'store', bytes: 0 });
  });

  it('loads a build that was never counted, to see', async () => {
    expect(await openReader(partsOf(megabyte), aBuild())).toMatchObject({ from: 'memory' });
  });

  it('reads from memory all the same where the store can’t search', async () => {
    const parts = partsOf(2 * megabyte, { storeReaderOf: undefined });
    const opened = await openReader(parts, aCountedBuild(1_000));
    expect(opened).toMatchObject({ from: 'memory', bytes: 2 * megabyte });
  });
});

interface StatuteFile {
  readonly Laws: readonly {
    readonly LawName: string;
    readonly LawArticles: readonly { readonly ArticleNo: string; readonly ArticleContent: string }[];
  }[];
}

const dimensions = 64;

/** The statutes and the question bank that come with the project, four question edges and a citation from each article. */
async function sampleGraph(): Promise<GraphFixture> {
  const { Laws } = JSON.parse(await sampleFile('ChLaw.json')) as StatuteFile;
  const nodes = Laws.flatMap(({ LawName, LawArticles }, law) =>
    LawArticles.filter(({ ArticleNo }) => ArticleNo).map(({ ArticleContent }, place) =>
      anArticle({ statuteId: `T${law}`, number: `${place}`, statuteTitle: LawName, text: ArticleContent }),
    ),
  );
  const entries = (await sampleFile('question-bank.jsonl')).split('\n').filter(Boolean);
  const questions = entries.flatMap((line, entry) => {
    const { incoming } = JSON.parse(line) as { readonly incoming: readonly string[] };
    return incoming.map((text) => anIncomingQuestion(nodes[entry]?.id ?? '', text));
  });
  const edges = nodes.flatMap(({ id }, place) => {
    const answers = [1, 2, 3, 4].flatMap((step) => questions[(place * 7 + step * 31) % questions.length] ?? []);
    const keywords = ['著作財產權', '授權', '主管機關', '登記', '損害賠償', '合理使用'];
    return [
      ...answers.map((answer) => ({ ...aQuestionEdge(id, answer), keywords })),
      aCitationEdge(id, nodes[(place + 1) % nodes.length]?.id ?? id),
    ];
  });
  const vectors = new Map([...nodes, ...questions].map(({ id }) => [id, new Float32Array(dimensions)]));
  return aGraph({ build: aBuild({ space: aSpace({ dimensions }) }), nodes, questions, edges, vectors });
}

function sampleFile(name: string): Promise<string> {
  return readFile(new URL(`../../../data/intellectual-property.${name}`, import.meta.url), 'utf8');
}

describe('estimateIndexBytes', () => {
  it('comes within a fifth of what an index of statutes holds', async () => {
    const graph = await sampleGraph();
    const estimate = estimateIndexBytes({ ...graph.build, counts: countsOf(graph) });
    const { bytes } = indexOf(graph);
    expect(estimate / bytes).toBeGreaterThan(0.8);
    expect(estimate / bytes).toBeLessThan(1.2);
  });
});
