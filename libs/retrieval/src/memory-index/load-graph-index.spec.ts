import { EventLoopWatch } from '@lexhop/foundation/testing';
import { GraphContents, type VectorPage } from '@lexhop/graph-store';
import { describe, expect, it } from 'vitest';
import { IndexContentsError } from '../errors.js';
import {
  aBuild,
  aGraph,
  anArticle,
  anIncomingQuestion,
  aQuestionEdge,
  at,
  type GraphFixture,
  indexOf,
} from '../testing/graph-fixture.js';
import { InMemoryGraphReader } from './in-memory-graph-reader.js';
import { loadGraphIndex, loadGraphIndexHere } from './load-graph-index.js';

/** A build in pages of a hundred, its vectors views of one big array as a store's may be. */
class FixtureContents extends GraphContents {
  constructor(private readonly graph: GraphFixture) {
    super();
  }

  override nodes() {
    return pagesOf(this.graph.nodes);
  }

  override questions() {
    return pagesOf(this.graph.questions);
  }

  override edges() {
    return pagesOf(this.graph.edges);
  }

  override overview(): never {
    throw new Error('Nobody looks at this build from afar.');
  }

  override async *vectors(_: unknown, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage> {
    const owners = of === 'nodes' ? this.graph.nodes : this.graph.questions;
    const vectors = Float32Array.from(owners.flatMap(({ id }) => [...(this.graph.vectors.get(id) ?? [])]));
    for (let from = 0; from < owners.length; from += 100) {
      const ids = owners.slice(from, from + 100).map(({ id }) => id);
      yield { ids, vectors: vectors.subarray(from * 2, (from + ids.length) * 2) };
    }
    if (vectors.buffer.byteLength === 0 && owners.length > 0) throw new Error('The store lost its memory.');
  }
}

async function* pagesOf<Item>(items: readonly Item[]): AsyncIterable<readonly Item[]> {
  for (let from = 0; from < items.length; from += 100) yield items.slice(from, from + 100);
}

function aRing(size: number): GraphFixture {
  const nodes = Array.from({ length: size }, (_, i) =>
    anArticle({ number: String(i), text: `第 ${i} 條之內容，共 ${size} 條。` }),
  );
  const questions = nodes.map(({ id, number }) => anIncomingQuestion(id, `${number} 是什麼？`));
  const edges = questions.map((question, i) => aQuestionEdge(nodes[(i + 1) % size]?.id ?? '', question));
  const owners = [...nodes, ...questions].map(({ id }, i) => [id, at(i)] as const);
  return aGraph({ nodes, questions, edges, vectors: new Map(owners) });
}

describe('loadGraphIndex', () => {
  it("gives the index that a thread of one's own makes, byte for byte", async () => {
    const graph = aRing(250);
    const loaded = await loadGraphIndex(new FixtureContents(graph), graph.build);
    expect(loaded).toEqual(await loadGraphIndexHere(new FixtureContents(graph), graph.build));
    expect(loaded).toEqual(indexOf(graph));
  });

  it('says how many bytes it holds: at least its texts and vectors', async () => {
    const graph = aRing(250);
    const { bytes } = await loadGraphIndexHere(new FixtureContents(graph), graph.build);
    const texts = Buffer.byteLength(JSON.stringify([graph.nodes, graph.edges]));
    expect(bytes).toBeGreaterThan(texts);
    expect(bytes).toBeLessThan(texts * 4);
  });

  it('answers while it loads: this thread is never held', async () => {
    const graph = aRing(3_000);
    const watch = new EventLoopWatch();
    const index = await loadGraphIndex(new FixtureContents(graph), graph.build);
    const longest = watch.stop();
    expect((await new InMemoryGraphReader(index).nodes(['T1:2999'])).length).toBe(1);
    expect(longest).toBeLessThan(100);
  });

  it('loads an empty build', async () => {
    const empty = aGraph({});
    const reader = new InMemoryGraphReader(await loadGraphIndexHere(new FixtureContents(empty), empty.build));
    expect(await reader.searchText('法', 10, { includeRepealed: true, incomingQuestions: true })).toEqual([]);
    expect(await reader.searchNodes(at(0), 10, { includeRepealed: true })).toEqual([]);
  });

  it('refuses a build that names what it does not contain, from the thread as from here', async () => {
    const graph = { ...aRing(3), nodes: aRing(2).nodes, build: aBuild({ number: 9 }) };
    const broken = { name: 'IndexContentsError', code: 'index-contents-broken', missing: 'node T1:2' };
    await expect(loadGraphIndexHere(new FixtureContents(graph), graph.build)).rejects.toThrow(IndexContentsError);
    await expect(loadGraphIndex(new FixtureContents(graph), graph.build)).rejects.toMatchObject(broken);
  });
});
