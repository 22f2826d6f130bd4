import { SilentLogger } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import { inMemoryGraphStore } from '@lexhop/graph-store/testing';
import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from '../index/in-memory-graph-reader.js';
import { aBuild, aGraph, aSpace, indexOf } from '../testing/graph-fixture.js';
import { openReader, type ReaderParts } from './open-reader.js';

const megabyte = 2 ** 20;

/** A build of so many live articles, each with a vector of 1,024 dimensions. */
function aCountedBuild(articles: number): Build {
  const counts = {
    nodes: { article: articles, paragraph: 0, repealed: 0 },
    questions: { incoming: 0, outgoing: 0 },
    edges: { question: 0, citation: 0, hierarchy: 0 },
    isolated: 0,
    undrafted: 0,
    degreeHistogram: [],
    scoreHistogram: [],
  };
  return aBuild({ counts, space: aSpace({ dimensions: 1_024 }) });
}

/** Parts with room for one mebibyte, a store that can search, and an index of so many bytes. */
function partsOf(bytes: number, parts: Partial<ReaderParts> = {}): ReaderParts {
  return {
    contents: inMemoryGraphStore().contents,
    logger: new SilentLogger(),
    memoryMegabytes: 1,
    load: async (_, build) => ({ ...indexOf(aGraph({ build })), bytes }),
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
      reason: 'Its index would hold about 7 MiB, more than LEXHOP_RETRIEVAL_MEMORY_MB (1).',
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
