import { availableParallelism } from 'node:os';
import { IdleThread, untilAborted } from '@lexhop/foundation';
import {
  filesMissing,
  type Device,
  type LocatedFile,
  modelEntry,
  type ModelCache,
  type ModelEntry,
  ModelMissingError,
} from '@lexhop/model-files';
import type { CrossEncoderData, CrossEncoderMethods } from './cross-encoder.worker.js';
import { RerankingError } from './errors.js';
import { type Ranking, rankingOf, Reranker, type RerankOptions } from './reranker.js';

/** How a cross-encoder of the model files is opened. */
export interface CrossEncoderParts {
  readonly cache: ModelCache;
  /** `cpu` when absent. */
  readonly device?: Device;
  /** Every core when absent. */
  readonly threads?: number;
  /** After so long without a call its memory is freed; 15 minutes when absent. */
  readonly idleMilliseconds?: number;
}

/** The model was trained on pairs of 1,024 tokens. Its authors cut at 512, but many articles are longer. */
const maxTokens = 1_024;
const runTokens = 2_048;

/**
 * Opens a cross-encoder of the registry, `bge-reranker-v2-m3` or its int8 form, whose files must be on this machine. Rejects with an
 * UnknownModelError, and with a ModelMissingError that says how to fetch it.
 */
export async function openCrossEncoder(name: string, parts: CrossEncoderParts): Promise<CrossEncoderReranker> {
  return crossEncoderOf(modelEntry(name), parts);
}

/** The same for an entry that need not be in the registry. */
export async function crossEncoderOf(entry: ModelEntry, parts: CrossEncoderParts): Promise<CrossEncoderReranker> {
  const { cache, device = 'cpu', threads = availableParallelism(), idleMilliseconds = 900_000 } = parts;
  const files = await cache.find(entry);
  if (!files) throw new ModelMissingError(entry.name, filesMissing(cache.sources.cache));
  const data: CrossEncoderData = {
    graph: pathOf(files, 'graph'),
    tokenizer: pathOf(files, 'tokenizer'),
    device,
    threads,
    maxTokens: Math.min(maxTokens, entry.shape.maxTokens),
    // The int8 score of a pair depends on the pairs that run together with it.
    runTokens: entry.precision === 'int8' ? 0 : runTokens,
  };
  const revision = files.map(({ sha256 }) => sha256.slice(0, 6)).join('-');
  return new CrossEncoderReranker({ provider: 'onnx', model: entry.name, revision }, data, idleMilliseconds);
}

function pathOf(files: readonly LocatedFile[], role: 'graph' | 'tokenizer'): string {
  return files.find(({ file }) => file.role === role)?.path ?? '';
}

/** Lets a local model read query and passage together, in a thread of its own. It gives the best order, and costs the most. */
export class CrossEncoderReranker extends Reranker {
  override readonly limits = { passages: 50, charactersPerPassage: maxTokens };
  readonly #thread: IdleThread<CrossEncoderMethods>;

  constructor(
    override readonly model: Reranker['model'],
    data: CrossEncoderData,
    idleMilliseconds: number,
  ) {
    super();
    this.#thread = new IdleThread(new URL('./cross-encoder.worker.js', import.meta.url), {
      workerData: data,
      idleMilliseconds,
    });
  }

  protected override async order(
    query: string,
    passages: readonly string[],
    { signal }: RerankOptions,
  ): Promise<Ranking> {
    const scored = this.#thread.use((thread) => thread.call('score', { query, passages }));
    const scores = await untilAborted(scored, signal).catch((thrown: unknown) => {
      signal?.throwIfAborted();
      throw RerankingError.of(this.model.model, thrown);
    });
    if (scores.some((score) => !Number.isFinite(score))) {
      throw new RerankingError(this.model.model, `of ${passages.length} scores some are no numbers.`);
    }
    return rankingOf(scores);
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#thread.close();
  }
}
