import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { BuildRun, BuildSettings, EmbeddingSpace } from '@lexhop/graph-model';
import { type GraphStores, openPGliteGraphStore } from '@lexhop/graph-store';
import type { BenchResult } from './bench-result.js';
import { draftAll, drawEdges, embedAll, madeUpStatute, putStatutes } from './made-up-graph.js';
import { withMemoryHeld } from './memory-held.js';

/** A machine that is busy with something else disturbs some rounds. */
const rebuilds = 5;

const settings: BuildSettings = {
  from: 'active',
  levels: ['article'],
  matching: { minimumScore: 0, capFactor: 1 },
  activateWithoutFailed: false,
};
const space: EmbeddingSpace = {
  provider: 'bench',
  model: 'sine',
  revision: '1',
  dimensions: 1_024,
  precision: 'fp32',
  preparation: '1',
  semantic: false,
  reproducible: true,
};

/** The embedded graph store: 20,000 articles in and out, and what a rebuild after 3 of 2,711 nodes asks of it. */
export async function run(): Promise<readonly BenchResult[]> {
  return [...(await inFreshStore(writeAndRead)), ...(await inFreshStore(rebuildAfterEdits))];
}

async function inFreshStore(
  work: (stores: GraphStores, directory: string) => Promise<readonly BenchResult[]>,
): Promise<readonly BenchResult[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lexhop-bench-'));
  const stores = await openPGliteGraphStore({ directory: join(directory, 'graph') });
  try {
    return await work(stores, directory);
  } finally {
    await stores.close();
    await rm(directory, { recursive: true });
  }
}

async function writeAndRead(stores: GraphStores, directory: string): Promise<readonly BenchResult[]> {
  const start = performance.now();
  const { result, mebibytes } = await withMemoryHeld(async () => {
    const results: BenchResult[] = [];
    results.push(await timed('put 20,000 articles', async () => putStatutes(stores, 'bench', 200).then(() => 20_000)));
    const build = await stores.builds.begin('bench', { settings, draftedBy: [] });
    results.push(await timed('compare with nothing', async () => (await stores.draft.compare(build)).opened));
    results.push(await timed('save 120,000 questions', async () => 6 * (await draftAll(stores, build))));
    await stores.builds.save(build, { step: 'embed', space });
    results.push(await timed('save 140,000 vectors of 1,024 dimensions', () => embedAll(stores, build, space)));
    await stores.builds.save(build, { step: 'match' });
    results.push(await timed('save 80,000 edges', () => drawEdges(stores, build, 4)));
    results.push(await timed('summarize', async () => (await stores.versions.summarize(build)).counts.nodes.article));
    await stores.versions.activate(build);
    results.push(...(await readBack(stores, build)));
    return results;
  });
  const milliseconds = performance.now() - start;
  const facts = { 'memory held, MiB': mebibytes, 'on disk, MiB': (await bytesIn(directory)) / 2 ** 20 };
  return [...result, { name: 'all of it', milliseconds, facts }];
}

async function readBack({ contents }: GraphStores, build: BuildRun): Promise<readonly BenchResult[]> {
  return [
    await timed('stream nodes', () => countOf(contents.nodes(build))),
    await timed('stream questions', () => countOf(contents.questions(build))),
    await timed('stream edges', () => countOf(contents.edges(build))),
    await timed('stream vectors of incoming questions', async () => {
      let rows = 0;
      for await (const { ids } of contents.vectors(build, 'incoming')) rows += ids.length;
      return rows;
    }),
  ];
}

async function rebuildAfterEdits(stores: GraphStores): Promise<readonly BenchResult[]> {
  await stores.statutes.put(
    'bench',
    Array.from({ length: 27 }, (_, place) => madeUpStatute(place)),
  );
  await stores.statutes.put('bench', [madeUpStatute(27, 0, 11)]);
  const first = await stores.builds.begin('bench', { settings, draftedBy: [] });
  await stores.draft.compare(first);
  await draftAll(stores, first);
  await stores.builds.save(first, { step: 'embed', space });
  await embedAll(stores, first, space);
  await stores.builds.save(first, { step: 'match' });
  await drawEdges(stores, first, 4);
  await stores.versions.activate(first);
  await stores.statutes.put('bench', [madeUpStatute(3, 1), madeUpStatute(9, 1), madeUpStatute(20, 1)]);
  const rounds: BenchResult[] = [];
  for (let round = 0; round < rebuilds; round += 1) rounds.push(await whatIsMissing(stores));
  return rounds.sort((one, other) => one.milliseconds - other.milliseconds).slice(0, 1);
}

/** The questions that a rebuild asks the store; the build is cancelled then, and the next begins from the same state. */
async function whatIsMissing(stores: GraphStores): Promise<BenchResult> {
  const rebuild = await stores.builds.begin('bench', { settings, draftedBy: [] });
  const compared = await timed('compare', async () => (await stores.draft.compare(rebuild)).opened);
  const undrafted = await timed('undrafted', async () => {
    return (await stores.draft.undrafted(rebuild, { limit: 200, fallbackKey: 'bench' })).length;
  });
  await draftAll(stores, rebuild);
  await stores.builds.save(rebuild, { step: 'embed', space });
  const unembedded = await timed('unembedded', async () => {
    return (await stores.draft.unembedded(rebuild, { limit: 500 })).length;
  });
  await stores.builds.cancel(rebuild);
  const parts = [compared, undrafted, unembedded];
  return {
    name: `what is missing after 3 of 2,711 nodes changed, the best of ${rebuilds}`,
    milliseconds: parts.reduce((sum, part) => sum + part.milliseconds, 0),
    target: 100,
    facts: Object.fromEntries(parts.map((part) => [`${part.name}, ms`, part.milliseconds])),
  };
}

async function timed(name: string, work: () => Promise<number>): Promise<BenchResult> {
  const start = performance.now();
  const rows = await work();
  const milliseconds = performance.now() - start;
  return { name, milliseconds, facts: { rows, 'rows/s': (rows / milliseconds) * 1_000 } };
}

async function countOf(stream: AsyncIterable<readonly unknown[]>): Promise<number> {
  let rows = 0;
  for await (const page of stream) rows += page.length;
  return rows;
}

async function bytesIn(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}
