import { EventLoopWatch } from '@lexhop/foundation/testing';
import { describe, expect, it } from 'vitest';
import { IndexContentsError } from '../errors.js';
import { FixtureContents } from '../testing/fixture-contents.js';
import { aBuild, aGraph, aRing, at, indexOf, summaryOf } from '../testing/graph-fixture.js';
import { InMemoryGraphReader } from './in-memory-graph-reader.js';
import { loadGraphIndex, loadGraphIndexHere } from './load-graph-index.js';

describe('loadGraphIndex', () => {
  it("gives the index that a thread of one's own makes, byte for byte", async () => {
    const graph = aRing(250);
    const { index: loaded } = await loadGraphIndex(new FixtureContents(graph), graph.build);
    const { index: here } = await loadGraphIndexHere(new FixtureContents(graph), graph.build);
    expect(summaryOf(loaded)).toEqual(summaryOf(here));
    expect(summaryOf(loaded)).toEqual(summaryOf(indexOf(graph)));
  });

  it('says how many bytes it holds: at least its texts and vectors', async () => {
    const graph = aRing(250);
    const { bytes } = indexOf(graph);
    const texts = Buffer.byteLength(JSON.stringify([graph.nodes, graph.edges]));
    expect(bytes).toBeGreaterThan(texts);
    expect(bytes).toBeLessThan(texts * 4);
  });

  it('answers while it loads: this thread is never held', async () => {
    const graph = aRing(3_000);
    const watch = new EventLoopWatch();
    const { index } = await loadGraphIndex(new FixtureContents(graph), graph.build);
    const longest = watch.stop();
    expect((await new InMemoryGraphReader(index).nodes(['T1:2999'])).length).toBe(1);
    expect(longest).toBeLessThan(100);
  });

  it('loads an empty build', async () => {
    const empty = aGraph({});
    const reader = new InMemoryGraphReader((await loadGraphIndexHere(new FixtureContents(empty), empty.build)).index);
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
