import 'reflect-metadata';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEmbeddingChain, embeddingSettings } from '@lexhop/embedding';
import { readSettings, SilentLogger, SystemClock } from '@lexhop/foundation';
import {
  articleNodesOf,
  type GraphBuildParts,
  importQuestionBank,
  startBuild,
  startBuildWorker,
} from '@lexhop/graph-build';
import type { Build } from '@lexhop/graph-model';
import { openGraphStores } from '@lexhop/graph-store';
import { JobQueue, JobQueueModule } from '@lexhop/job-queue';
import { Database, OwnServer } from '@lexhop/postgres';
import { readStatutes, type Statute } from '@lexhop/statutes';
import { MatrixThread } from '@lexhop/vectors';
import { NestFactory } from '@nestjs/core';
import type { BenchResult } from './bench-result.js';

const statutesFile = join(process.env['LEXHOP_ALL_LAW'] ?? resolve('../shared/statutes'), 'ChLaw.json.gz');
const bankFile = 'test/data/eval/tw-everyday/question-bank.jsonl';
const statuteIds = new Set<string>();
const graph = 'default';
/** What users without BGE-M3 run: the small model where it is on this machine, else the mock. */
const embedding = { LEXHOP_EMBEDDING_CHAIN: 'bge-small-zh-v1.5,mock', LEXHOP_MODEL_DOWNLOAD_LIMIT_MB: '0' };

/** A full build of the 12 everyday statutes with their question bank, then one after 3 articles changed: real store, real queue, and the embedding that this machine has. */
export async function run(): Promise<readonly BenchResult[]> {
  if (!existsSync(statutesFile)) {
    process.stdout.write(`skipped: ${statutesFile} is not there\n`);
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), 'lexhop-bench-'));
  const parts = await openParts(folder);
  const stop = await startBuildWorker(parts, { concurrency: 2, sweepMilliseconds: 3_600_000 });
  const statutes = await importEveryday(parts);
  const full = await measureBuild(parts);
  await put(parts, statutes.slice(0, 3).map(withFirstArticleEdited));
  const again = await measureBuild(parts);
  await stop(1_000);
  await rm(folder, { recursive: true, force: true });
  return [
    {
      name: `full build with ${full.build.space?.model}, ${full.build.comparison?.opened} articles`,
      milliseconds: full.milliseconds,
      facts: { 'processor, ms': full.processorMilliseconds, ...stepFacts(full.build) },
    },
    {
      name: `build after ${again.build.comparison?.opened} articles changed`,
      milliseconds: again.milliseconds,
      target: full.milliseconds * 0.05,
      facts: {
        'share of a full build, %': (100 * again.milliseconds) / full.milliseconds,
        'share of its processor time, %': (100 * again.processorMilliseconds) / full.processorMilliseconds,
        ...stepFacts(again.build),
      },
    },
  ];
}

async function openParts(folder: string): Promise<GraphBuildParts> {
  const logger = new SilentLogger();
  const server = await OwnServer.open({ dataDirectory: folder });
  const stores = await openGraphStores(await Database.open(server));
  const queueModule = await JobQueueModule.postgres({ server, logger });
  const context = await NestFactory.createApplicationContext(queueModule, { logger: false });
  return {
    stores,
    queue: context.get(JobQueue),
    embedding: createEmbeddingChain(readSettings(embeddingSettings, { ...process.env, ...embedding }), logger),
    matrices: new MatrixThread(),
    clock: new SystemClock(),
    logger,
  };
}

async function importEveryday(parts: GraphBuildParts): Promise<readonly Statute[]> {
  await importQuestionBank(parts.stores.bank, graph, { name: bankFile, content: createReadStream(bankFile) });
  for (const entry of await parts.stores.bank.list(graph, { limit: 10_000 })) {
    statuteIds.add(entry.article.slice(0, entry.article.indexOf(':')));
  }
  const statutes: Statute[] = [];
  for await (const event of readStatutes(createReadStream(statutesFile), { fileName: statutesFile })) {
    if (event.kind === 'statute' && statuteIds.has(event.statute.id)) statutes.push(event.statute);
  }
  await put(parts, statutes);
  return statutes;
}

async function put({ stores }: GraphBuildParts, statutes: readonly Statute[]): Promise<void> {
  const records = statutes.map(({ articles, ...record }) => ({
    statute: { ...record, sourceFile: 'bench', articleCount: articles.length },
    nodes: articleNodesOf({ ...record, articles }),
  }));
  await stores.statutes.put(graph, records);
}

function withFirstArticleEdited(statute: Statute): Statute {
  const [first, ...rest] = statute.articles;
  return first
    ? { ...statute, articles: [{ ...first, text: `${first.text}但另有規定者，不在此限。` }, ...rest] }
    : statute;
}

interface MeasuredBuild {
  readonly build: Build;
  readonly milliseconds: number;
  /** Of all threads: what a busy machine changes least. */
  readonly processorMilliseconds: number;
}

async function measureBuild(parts: GraphBuildParts): Promise<MeasuredBuild> {
  const start = performance.now();
  const before = process.cpuUsage();
  const matching = { minimumScore: 0, capFactor: 1 };
  const begun = await startBuild(parts, graph, {
    from: 'active',
    levels: ['article'],
    matching,
    activateWithoutFailed: false,
  });
  for (;;) {
    const build = await parts.stores.builds.find(begun);
    if (build?.state === 'active') {
      const { user, system } = process.cpuUsage(before);
      return { build, milliseconds: performance.now() - start, processorMilliseconds: (user + system) / 1000 };
    }
    if (build?.state !== 'running') throw new Error(`The build is ${build?.state}: ${build?.failure}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

/** When each step began, from the build's beginning. */
function stepFacts({ progress, createdAt, endedAt = createdAt }: Build): Record<string, number> {
  const since = (moment: string) => Date.parse(moment) - Date.parse(createdAt);
  const begins = Object.entries(progress).flatMap(([step, { startedAt }]) =>
    startedAt === undefined ? [] : [[`${step} begins, ms`, since(startedAt)] as const],
  );
  return { ...Object.fromEntries(begins), 'active, ms': since(endedAt) };
}
