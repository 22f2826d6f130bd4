import { performance } from 'node:perf_hooks';
import type { BuildRun, BuildSettings, EmbeddingSpace } from '@lexhop/graph-model';
import { aBuild, aSpace } from '@lexhop/graph-model/testing';
import type { GraphStores } from '@lexhop/graph-store';
import type { BenchResult } from './bench-result.js';
import { draftAll, drawEdges, embedAll, madeUpStatute, putStatutes } from './made-up-graph.js';
import { measureReaders } from './both-readers.js';
import { withMemoryHeld } from './memory-held.js';
import { publishBuild } from '@lexhop/published-graph';
import { freshName, type OpenedStore, openPostgres, openWithNeo4j } from './opened-store.js';

/** A machine that is busy with something else disturbs some rounds. */
const rebuilds = 5;

const settings: BuildSettings = { ...aBuild().settings, from: 'active' };
const space = aSpace({ provider: 'bench', model: 'sine', dimensions: 1_024, preparation: '1', semantic: false });

/**
 * The books in Postgres and, where NEO4J_URI names a server, published into Neo4j, too: 20,000 articles in and out, answers from what is stored,
 * and what a rebuild after 3 of 2,711 nodes asks of it.
 */
export async function run(): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  for (const open of [openPostgres, openWithNeo4j]) {
    for (const work of [writeAndRead, rebuildAfterEdits]) results.push(...(await inStore(open, work)));
  }
  return results;
}

type Work = (opened: OpenedStore, graph: Graph) => Promise<readonly BenchResult[]>;

/** A graph and a space that no run before has used: on a server, what was stored before stays. */
interface Graph {
  readonly graph: string;
  readonly space: EmbeddingSpace;
}

async function inStore(open: () => Promise<OpenedStore | undefined>, work: Work): Promise<readonly BenchResult[]> {
  const opened = await open();
  if (!opened) return [];
  try {
    const graph = freshName();
    const results = await work(opened, { graph, space: { ...space, revision: graph } });
    return results.map((result) => ({ ...result, name: `${opened.name}: ${result.name}` }));
  } finally {
    await opened.close();
  }
}

async function writeAndRead(opened: OpenedStore, { graph, space: fresh }: Graph): Promise<readonly BenchResult[]> {
  const { stores, published } = opened;
  const start = performance.now();
  const { result, mebibytes } = await withMemoryHeld(async () => {
    const results: BenchResult[] = [];
    results.push(await timed('put 20,000 articles', async () => putStatutes(stores, graph, 200).then(() => 20_000)));
    const build = await stores.builds.begin(graph, { settings, draftedBy: [] });
    results.push(await timed('compare with nothing', async () => (await stores.draft.compare(build)).opened));
    results.push(await timed('save 120,000 questions', async () => 6 * (await draftAll(stores, build))));
    await stores.builds.save(build, { step: 'embed', space: fresh });
    results.push(await timed('save 140,000 vectors of 1,024 dimensions', () => embedAll(stores, build, fresh)));
    await stores.builds.save(build, { step: 'match' });
    results.push(await timed('save 80,000 edges', () => drawEdges(stores, build, 4)));
    results.push(await timed('summarize', async () => (await stores.versions.summarize(build)).counts.nodes.article));
    if (published) results.push(await timed('publish', () => publish(opened, build)));
    results.push(await timed('activate', async () => (await stores.versions.activate(build), 1)));
    results.push(...(await readBack(stores, build)));
    return results;
  });
  const milliseconds = performance.now() - start;
  const facts = { 'memory held, MiB': mebibytes, ...(await opened.facts()) };
  const active = await stores.versions.active(graph);
  const readers = active ? await measureReaders(opened, active) : [];
  return [...result, { name: 'all of it', milliseconds, facts }, ...readers];
}

/** Publishes a build that has all its rows, and says how many were written. */
async function publish({ stores, published }: OpenedStore, { graph, number }: BuildRun): Promise<number> {
  const build = await stores.builds.find({ graph, number });
  if (!build || !published) return 0;
  let written = 0;
  await publishBuild({ published, changes: stores.changes, kept: [build] }, build, {
    signal: new AbortController().signal,
    onWritten: async (rows) => void (written += rows),
  });
  return written;
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

async function rebuildAfterEdits({ stores }: OpenedStore, fresh: Graph): Promise<readonly BenchResult[]> {
  const { graph } = fresh;
  await stores.statutes.put(
    graph,
    Array.from({ length: 27 }, (_, place) => madeUpStatute(place)),
  );
  await stores.statutes.put(graph, [madeUpStatute(27, 0, 11)]);
  const first = await stores.builds.begin(graph, { settings, draftedBy: [] });
  await stores.draft.compare(first);
  await draftAll(stores, first);
  await stores.builds.save(first, { step: 'embed', space: fresh.space });
  await embedAll(stores, first, fresh.space);
  await stores.builds.save(first, { step: 'match' });
  await drawEdges(stores, first, 4);
  await stores.versions.activate(first);
  await stores.statutes.put(graph, [madeUpStatute(3, 1), madeUpStatute(9, 1), madeUpStatute(20, 1)]);
  const rounds: BenchResult[] = [];
  for (let round = 0; round < rebuilds; round += 1) rounds.push(await whatIsMissing(stores, fresh));
  return rounds.sort((one, other) => one.milliseconds - other.milliseconds).slice(0, 1);
}

/** The questions that a rebuild asks the store; the build is cancelled then, and the next begins from the same state. */
async function whatIsMissing(stores: GraphStores, { graph, space: fresh }: Graph): Promise<BenchResult> {
  const rebuild = await stores.builds.begin(graph, { settings, draftedBy: [] });
  const compared = await timed('compare', async () => (await stores.draft.compare(rebuild)).opened);
  const undrafted = await timed('undrafted', async () => {
    return (await stores.draft.undrafted(rebuild, { limit: 200, fallbackKey: 'bench' })).length;
  });
  await draftAll(stores, rebuild);
  await stores.builds.save(rebuild, { step: 'embed', space: fresh });
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
