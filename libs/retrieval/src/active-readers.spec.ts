import { SilentLogger } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import { describe, expect, it } from 'vitest';
import { ActiveReaders, type ActiveReadersParts } from './active-readers.js';
import { NoActiveBuildError } from './errors.js';
import type { GraphIndex } from './memory-index/graph-index.js';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { aBuild, aGraph, countsOf, indexOf } from './testing/graph-fixture.js';

const { settings } = aBuild();
const megabyte = 2 ** 20;

/** A store, readers over it, and the builds that were loaded; every index is said to hold one mebibyte. */
async function scene(parts: Partial<ActiveReadersParts> = {}) {
  const stores = await graphStoresOfTest();
  const loaded: string[] = [];
  const load = async (build: Build): Promise<GraphIndex> => {
    loaded.push(`${build.graph} ${build.number}`);
    return { ...indexOf(aGraph({ build })), bytes: megabyte };
  };
  const { versions } = stores;
  const readers = new ActiveReaders({
    versions,
    logger: new SilentLogger(),
    memoryMegabytes: 64,
    load,
    isKept: async () => false,
    ...parts,
  });
  const activate = async (graph: string) => {
    await versions.activate(await stores.builds.begin(graph, { settings, draftedBy: [] }));
  };
  return { readers, loaded, activate, versions };
}

describe('ActiveReaders', () => {
  it('refuses a graph without an active build', async () => {
    await expect((await scene()).readers.readerOf('law')).rejects.toThrow(NoActiveBuildError);
  });

  it('loads the active build at the first question, once for all who ask', async () => {
    const { readers, loaded, activate } = await scene();
    await activate('law');
    const asked = await Promise.all([readers.readerOf('law'), readers.readerOf('law')]);
    expect((await readers.readerOf('law')).build.number).toBe(1);
    expect(new Set(asked).size).toBe(1);
    expect(loaded).toEqual(['law 1']);
  });

  it('says what an index will hold while it is opened', async () => {
    let statuses: unknown;
    const { readers, activate } = await scene({
      load: async (build) => {
        statuses = readers.status();
        return indexOf(aGraph({ build }));
      },
    });
    await activate('law');
    await readers.readerOf('law');
    expect(statuses).toMatchObject([{ graph: 'law', build: 1, reader: 'opening', code: 'index-opening' }]);
    expect(readers.status()).toMatchObject([{ graph: 'law', build: 1, reader: 'memory' }]);
  });

  it('answers from the old build until it follows to the new one', async () => {
    const { readers, loaded, activate } = await scene();
    await activate('law');
    await readers.readerOf('law');
    await activate('law');
    expect((await readers.readerOf('law')).build.number).toBe(1);
    await readers.follow();
    expect((await readers.readerOf('law')).build.number).toBe(2);
    await readers.follow();
    expect(loaded).toEqual(['law 1', 'law 2']);
  });

  it('loads what is made active while it follows before anybody asks, and not what was active before', async () => {
    const { readers, loaded, activate } = await scene();
    await activate('before');
    await readers.follow();
    expect(loaded).toEqual([]);
    await activate('law');
    await readers.follow();
    await readers.follow();
    expect(loaded).toEqual(['law 1']);
    expect((await readers.readerOf('law')).build.number).toBe(1);
  });

  it('loads what is kept on the disk before anybody asks, as far as it fits', async () => {
    const parts = { memoryMegabytes: 2.5, isKept: async ({ graph }: Build) => graph !== 'not kept' };
    const { readers, loaded, activate, versions } = await scene(parts);
    for (const graph of ['a', 'not kept', 'c', 'd']) await activate(graph);
    const active = versions.active.bind(versions);
    // The estimate of each is a mebibyte, too.
    const counts = countsOf({ nodes: { length: 450 } });
    versions.active = async (graph) => {
      const build = await active(graph);
      return build && { ...build, counts };
    };
    await readers.follow();
    await readers.follow();
    expect(loaded.toSorted()).toEqual(['a 1', 'c 1']);
  });

  it('comes to an end though its graphs are asked all the while', async () => {
    const { readers, activate, versions } = await scene();
    for (const graph of ['a', 'b']) {
      await activate(graph);
      await readers.readerOf(graph);
    }
    const active = versions.active.bind(versions);
    let looks = 0;
    versions.active = async (graph) => {
      looks += 1;
      if (looks > 10) throw new Error('It never ends.');
      await readers.readerOf(graph);
      return active(graph);
    };
    await readers.follow();
    expect(readers.status()).toMatchObject([{ graph: 'a' }, { graph: 'b' }]);
  });

  it('does not load again what was given up while it looked', async () => {
    const { readers, loaded, activate, versions } = await scene();
    await activate('law');
    await readers.readerOf('law');
    await activate('law');
    const active = versions.active.bind(versions);
    versions.active = async (graph) => {
      readers.close();
      return active(graph);
    };
    await readers.follow();
    expect(loaded).toEqual(['law 1']);
  });

  it('follows the other graphs where one can’t be opened, whose old build goes on answering', async () => {
    const { readers, activate } = await scene({
      load: async (build) => {
        if (build.graph === 'a' && build.number === 2) throw new Error('Its index is broken.');
        return indexOf(aGraph({ build }));
      },
    });
    const graphs = ['a', 'b'];
    const answering = () => Promise.all(graphs.map(async (graph) => (await readers.readerOf(graph)).build.number));
    for (const graph of graphs) await activate(graph);
    expect(await answering()).toEqual([1, 1]);
    for (const graph of graphs) await activate(graph);
    await readers.follow();
    expect(await answering()).toEqual([1, 2]);
  });

  it('follows a rollback too', async () => {
    const { readers, activate, versions } = await scene();
    await activate('law');
    await activate('law');
    await readers.readerOf('law');
    await versions.rollBack('law');
    await readers.follow();
    expect(readers.status()).toMatchObject([{ graph: 'law', build: 1, bytes: megabyte, reader: 'memory' }]);
  });

  it('gives up the least used graph where memory is short', async () => {
    const { readers, activate } = await scene({ memoryMegabytes: 2 });
    for (const graph of ['a', 'b', 'c']) await activate(graph);
    for (const graph of ['a', 'b', 'a', 'c']) await readers.readerOf(graph);
    expect(readers.status().map(({ graph }) => graph)).toEqual(['a', 'c']);
  });

  it('keeps the last graph whatever its size, where there is no published graph', async () => {
    const { readers, loaded, activate } = await scene({ memoryMegabytes: 0.5 });
    await activate('law');
    await readers.readerOf('law');
    await readers.readerOf('law');
    const reason =
      'Its index holds 1 MiB, more than LEXHOP_RETRIEVAL_MEMORY_MB (0.5). There is no published graph with vectors to answer from (NEO4J_URI, NEO4J_VECTORS).';
    expect(readers.status()).toMatchObject([
      { graph: 'law', build: 1, bytes: megabyte, reader: 'memory', reason, code: 'index-too-large-alone' },
    ]);
    expect(loaded).toEqual(['law 1']);
  });

  it('answers from the published graph where the index is too large, and follows there too', async () => {
    const storeReaderOf = async (build: Build) => new InMemoryGraphReader(indexOf(aGraph({ build })));
    const { readers, activate } = await scene({ memoryMegabytes: 0.5, storeReaderOf });
    await activate('law');
    await readers.readerOf('law');
    await activate('law');
    await readers.follow();
    expect(readers.status()).toMatchObject([{ graph: 'law', build: 2, bytes: 0, reader: 'store' }]);
    await activate('unasked and not counted');
    expect(await readers.graphsOfStore()).toEqual(['law']);
  });

  it('follows by itself once started, until closed', async () => {
    let following: (build: Build) => void = () => {};
    const followed = new Promise<Build>((resolve) => (following = resolve));
    const { readers, activate } = await scene({
      load: async (build) => {
        if (build.number === 2) following(build);
        return indexOf(aGraph({ build }));
      },
    });
    await activate('law');
    await readers.readerOf('law');
    readers.start(1);
    await activate('law');
    expect((await followed).number).toBe(2);
    readers.close();
    expect(readers.status()).toEqual([]);
  });
});
