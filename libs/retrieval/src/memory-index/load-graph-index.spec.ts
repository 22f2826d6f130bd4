import { EventLoopWatch } from '@lexhop/foundation/testing';
import { type GraphStores } from '@lexhop/graph-store';
import { freshGraphStores } from '@lexhop/graph-store/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IndexContentsError } from '../errors.js';
import { FixtureContents } from '../testing/fixture-contents.js';
import { aBuild, aGraph, aRing, at, indexOf, summaryOf } from '../testing/graph-fixture.js';
import { storeGraph } from '../testing/store-graph.js';
import { InMemoryGraphReader } from './in-memory-graph-reader.js';
import { loadGraphIndex } from './load-graph-index.js';
import { makeGraphIndex } from './make-graph-index.js';

describe('makeGraphIndex', () => {
  it('makes the index that the whole build at once makes, byte for byte', async () => {
    const graph = aRing(250);
    const { index } = await makeGraphIndex(new FixtureContents(graph), graph.build);
    expect(summaryOf(index)).toEqual(summaryOf(indexOf(graph)));
  });

  it('says how many bytes it holds: at least its texts and vectors', () => {
    const graph = aRing(250);
    const { bytes } = indexOf(graph);
    const texts = Buffer.byteLength(JSON.stringify([graph.nodes, graph.edges]));
    expect(bytes).toBeGreaterThan(texts);
    expect(bytes).toBeLessThan(texts * 4);
  });

  it('makes one of an empty build', async () => {
    const empty = aGraph({});
    const reader = new InMemoryGraphReader((await makeGraphIndex(new FixtureContents(empty), empty.build)).index);
    expect(await reader.searchText('法', 10, { includeRepealed: true, incomingQuestions: true })).toEqual([]);
    expect(await reader.searchNodes(at(0), 10, { includeRepealed: true })).toEqual([]);
  });

  it('refuses a build that names what it does not contain', async () => {
    const graph = { ...aRing(3), nodes: aRing(2).nodes, build: aBuild({ number: 9 }) };
    const broken = { code: 'index-contents-broken', missing: 'node T1:2' };
    const made = makeGraphIndex(new FixtureContents(graph), graph.build);
    await expect(made).rejects.toThrow(IndexContentsError);
    await expect(made).rejects.toMatchObject(broken);
  });
});

describe('loadGraphIndex', () => {
  let stores: GraphStores;
  beforeAll(async () => {
    stores = await freshGraphStores();
  });
  afterAll(() => stores.close());

  it("gives the index that the caller's thread makes of the same books, byte for byte, and never holds it", async () => {
    const build = await storeGraph(stores, aRing(1_000));
    const watch = new EventLoopWatch();
    const { index: loaded } = await loadGraphIndex(stores, build);
    const longest = watch.stop();
    expect(longest).toBeLessThan(100);
    expect(loaded.nodes.statuteOf.length).toBe(1_000);
    const { index: here } = await makeGraphIndex(stores.contents, build);
    expect(summaryOf(loaded)).toEqual(summaryOf(here));
  });

  it('says what the books say of a build that is not there', async () => {
    const gone = loadGraphIndex(stores, aBuild({ graph: 'nowhere' }));
    await expect(gone).rejects.toMatchObject({ name: 'BuildGoneError' });
  });
});
