import { EmbeddingChain, type EmbeddingProvider, mockProvider } from '@lexhop/embedding';
import { type Logger, SilentLogger, SystemClock } from '@lexhop/foundation';
import type { Build, BuildSettings } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import { InlineJobQueue } from '@lexhop/job-queue/testing';
import type { PublishedGraph } from '@lexhop/published-graph';
import { MatrixThreads } from '@lexhop/vectors';
import { onTestFinished } from 'vitest';
import { exportGraph } from '../transfer/export-graph.js';
import type { Drafting, GraphBuildParts } from '../build-parts.js';
import { importQuestionBank } from '../question-banks.js';
import { importStatutes } from '@lexhop/graph-statutes';
import { startBuildWorker } from '../build-worker.js';
import { findBuild, startBuild } from '../graph-builds.js';
import { excerpt, wholeSample } from './sample.js';

export const settings: BuildSettings = {
  from: 'active',
  levels: ['article'],
  matching: { minimumScore: 0, capFactor: 1 },
  activateWithoutFailed: false,
};

/** What a scene is to work with instead of its own. */
export interface SceneOptions {
  readonly stores?: GraphStores;
  readonly queue?: InlineJobQueue;
  readonly providers?: readonly EmbeddingProvider[];
  readonly drafting?: Drafting;
  readonly published?: PublishedGraph;
  readonly logger?: Logger;
}

/** One for all scenes: a thread that is run from source takes a second to start. It ends when nobody has called for a while. */
const matrices = new MatrixThreads({ threads: 1 });

/** A whole engine over fresh books and fakes that keep their contracts. */
export class BuildScene {
  readonly queue: InlineJobQueue;
  readonly parts: GraphBuildParts;
  #stop: (deadline: number) => Promise<void> = async () => {};
  #closed: Promise<void> | undefined;

  /** For one test, which closes it when it is finished. */
  static async open(options: SceneOptions = {}): Promise<BuildScene> {
    const scene = new BuildScene(options.stores ?? (await graphStoresOfTest()), options);
    onTestFinished(() => scene.close());
    return scene;
  }

  /** The same, working. */
  static async working(options: SceneOptions = {}): Promise<BuildScene> {
    const scene = await BuildScene.open(options);
    await scene.work();
    return scene;
  }

  private constructor(stores: GraphStores, options: SceneOptions) {
    const logger = options.logger ?? new SilentLogger();
    this.queue = options.queue ?? new InlineJobQueue();
    const providers = options.providers ?? [mockProvider()];
    const chain = providers.map(({ name }) => name).join(',');
    this.parts = {
      stores,
      queue: this.queue,
      embedding: new EmbeddingChain({ providers, chain, logger }),
      matrices,
      clock: new SystemClock(),
      logger,
      ...(options.drafting && { drafting: options.drafting }),
      published: options.published,
    };
  }

  async work(): Promise<void> {
    this.#stop = await startBuildWorker(this.parts, { concurrency: 2, sweepMilliseconds: 3_600_000 });
  }

  /** The excerpt, or the whole sample; with its questions unless told otherwise. */
  async importSample(graph = 'default', { bank = true, whole = false } = {}): Promise<void> {
    const sample = whole ? wholeSample : excerpt;
    await this.importText(graph, sample.statutes);
    if (bank) await this.importBank(graph, sample.bank);
  }

  importText(graph: string, text: string) {
    return importStatutes(this.parts.stores.statutes, graph, { name: 'sample.json', content: bytes(text) });
  }

  importBank(graph: string, text: string) {
    return importQuestionBank(this.parts.stores.bank, graph, { name: 'bank.jsonl', content: bytes(text) });
  }

  /** Builds and waits until the queue is empty. */
  async build(graph = 'default', change: Partial<BuildSettings> = {}): Promise<Build> {
    const begun = await startBuild(this.parts, graph, { ...settings, ...change });
    await this.queue.drain();
    return findBuild(this.parts, begun);
  }

  /** The active build as its canonical export. */
  async exported(graph = 'default'): Promise<string> {
    const build = await this.parts.stores.versions.active(graph);
    if (!build) throw new Error(`Graph ${graph} has no active build.`);
    let text = '';
    for await (const lines of exportGraph(this.parts.stores, build)) text += lines;
    return text;
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#stop(1_000);
    await this.parts.embedding.close();
  }
}

export async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
