import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SilentLogger } from '@lexhop/foundation';
import { EventLoopWatch } from '@lexhop/foundation/testing';
import type { Build } from '@lexhop/graph-model';
import type { GraphVersions } from '@lexhop/graph-store';
import { describe, expect, it } from 'vitest';
import { ActiveReaders } from './active-readers.js';
import { IndexFolder } from './memory-index/index-folder.js';
import { FixtureContents } from './testing/fixture-contents.js';
import { aRing, type GraphFixture } from './testing/graph-fixture.js';

const articles = 20_000;
const mostMilliseconds = 50;

/** Loads from the books and from the file, activates another build and rolls back; says how long the thread was held at most. */
async function longestHold(contents: FixtureContents, { build }: GraphFixture): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'lexhop-index-'));
  const builds = [1, 2].map((number): Build => ({ ...build, number }));
  let active = builds[0];
  const versions = {
    active: async () => active,
    graphs: async () => [{ name: build.graph, active: active?.number }],
  } as unknown as GraphVersions;
  const openReaders = () => {
    const indexes = new IndexFolder(join(directory, 'indexes'), new SilentLogger());
    const load = indexes.load.bind(indexes);
    return new ActiveReaders({ versions, contents, logger: new SilentLogger(), memoryMegabytes: 4_096, load });
  };
  const watch = new EventLoopWatch();
  await openReaders().readerOf(build.graph);
  const readers = openReaders();
  await readers.readerOf(build.graph);
  for (const next of [builds[1], builds[0]]) {
    active = next;
    await readers.follow();
    expect(readers.status()).toMatchObject([{ build: next?.number }]);
  }
  const longest = watch.stop();
  await rm(directory, { recursive: true });
  return longest;
}

describe('ActiveReaders of 20,000 articles', () => {
  it('load, activate and roll back without holding the thread', async () => {
    const graph = aRing(articles);
    const contents = new FixtureContents(graph);
    // The test itself is held, too, by its own collector of garbage: the best of three tells of the readers.
    const holds = [
      await longestHold(contents, graph),
      await longestHold(contents, graph),
      await longestHold(contents, graph),
    ];
    expect(Math.min(...holds)).toBeLessThan(mostMilliseconds);
  });
});
