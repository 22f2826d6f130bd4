import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SilentLogger } from '@lexhop/foundation';
import { EventLoopWatch } from '@lexhop/foundation/testing';
import type { Build } from '@lexhop/graph-model';
import type { GraphVersions } from '@lexhop/graph-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActiveReaders } from './active-readers.js';
import { IndexFolder } from './memory-index/index-folder.js';
import { FixtureContents } from './testing/fixture-contents.js';
import { aRing } from './testing/graph-fixture.js';

const articles = 20_000;
const mostMilliseconds = 50;

/** Two builds of 20,000 articles, the active one of which changes. */
describe('ActiveReaders of 20,000 articles', () => {
  const graph = aRing(articles);
  const contents = new FixtureContents(graph);
  const builds = [1, 2].map((number): Build => ({ ...graph.build, number }));
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lexhop-index-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('loads from the books and from the file, activates and rolls back, and never holds the thread', async () => {
    let active = builds[0];
    const versions = {
      active: async () => active,
      graphs: async () => [{ name: graph.build.graph, active: active?.number }],
    } as unknown as GraphVersions;
    const logger = new SilentLogger();
    const openReaders = () => {
      const indexes = new IndexFolder(join(directory, 'indexes'), logger);
      return new ActiveReaders({
        versions,
        contents,
        logger,
        memoryMegabytes: 4_096,
        load: indexes.load.bind(indexes),
      });
    };
    const watch = new EventLoopWatch();
    const before = openReaders();
    await before.readerOf(graph.build.graph);
    const readers = openReaders();
    expect((await readers.readerOf(graph.build.graph)).build.number).toBe(1);
    for (const next of [builds[1], builds[0]]) {
      active = next;
      await readers.follow();
      expect(readers.status()).toMatchObject([{ build: next?.number }]);
    }
    expect(watch.stop()).toBeLessThan(mostMilliseconds);
  });
});
