import { readFileSync } from 'node:fs';
import { EmbeddingChain, type EmbeddingProvider, mockProvider } from '@lexhop/embedding';
import { type Logger, SilentLogger, SystemClock } from '@lexhop/foundation';
import type { Build, BuildSettings } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import { InlineJobQueue } from '@lexhop/job-queue/testing';
import type { PublishedGraph } from '@lexhop/published-graph';
import { MatrixThread } from '@lexhop/vectors';
import { exportGraph } from '../transfer/export-graph.js';
import type { Drafting } from '../drafting.js';
import type { GraphBuildParts } from '../graph-build-parts.js';
import { importQuestionBank } from '../question-banks.js';
import { importStatutes } from '../import-statutes.js';
import { startBuildWorker } from '../build-worker.js';
import { findBuild, startBuild } from '../graph-builds.js';

export const settings: BuildSettings = {
  from: 'active',
  levels: ['article'],
  matching: { minimumScore: 0, capFactor: 1 },
  activateWithoutFailed: false,
};

const sampleStatutes = 'data/intellectual-property.ChLaw.json';
export const sampleBank = 'data/intellectual-property.question-bank.jsonl';

/** What a scene is to work with instead of its own. */
export interface SceneOptions {
  readonly stores?: GraphStores;
  readonly queue?: InlineJobQueue;
  readonly providers?: readonly EmbeddingProvider[];
  readonly drafting?: Drafting;
  readonly published?: PublishedGraph;
  readonly logger?: Logger;
}

/** A whole engine over fresh books and fakes that keep their contracts. */
export class BuildScene {
  readonly queue: InlineJobQueue;
  readonly parts: GraphBuildParts;
  #stop: (deadline: number) => Promise<void> = async () => {};

  static async open(options: SceneOptions = {}): Promise<BuildScene> {
    return new BuildScene(options.stores ?? (await graphStoresOfTest()), options);
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
      matrices: new MatrixThread({ cores: 1 }),
      clock: new SystemClock(),
      logger,
      ...(options.drafting && { drafting: options.drafting }),
      published: options.published,
    };
  }

  async work(): Promise<void> {
    this.#stop = await startBuildWorker(this.parts, { concurrency: 2, sweepMilliseconds: 3_600_000 });
  }

  async importSample(graph = 'default', { bank = true } = {}): Promise<void> {
    await this.importText(graph, readFileSync(sampleStatutes, 'utf8'));
    if (bank) await this.importBank(graph, readFileSync(sampleBank, 'utf8'));
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

  async close(): Promise<void> {
    await this.#stop(1_000);
    await this.parts.embedding.close();
    await this.parts.matrices.close();
  }
}

export async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The sample with the texts of some articles changed. */
export function editedSample(edits: Readonly<Record<string, string>>): string {
  const file = JSON.parse(readFileSync(sampleStatutes, 'utf8')) as {
    Laws: { LawURL: string; LawArticles: { ArticleNo: string; ArticleContent: string }[] }[];
  };
  for (const law of file.Laws) {
    for (const article of law.LawArticles) {
      const id = `${law.LawURL.split('pcode=')[1]}:${article.ArticleNo.replaceAll(/[^\d-]/g, '')}`;
      article.ArticleContent = edits[id] ?? article.ArticleContent;
    }
  }
  return JSON.stringify(file);
}
