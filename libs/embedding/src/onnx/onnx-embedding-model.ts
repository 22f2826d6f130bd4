import { asError, type Logger } from '@lexhop/foundation';
import type { EmbeddingSpace } from '@lexhop/graph-model';
import type {
  EmbedAllOptions,
  EmbeddingLimits,
  EmbeddingRole,
  ModelRuntime,
  VectorOutput,
} from '../embedding-model.js';
import { EmbeddingError } from '../errors.js';
import { RunningModel } from '../running-model.js';
import type { EmbedReply, LoadedModel, ModelDescription, Preparation } from './model-description.js';
import { ModelThreads } from './model-threads.js';

/** What decides an ONNX model's vectors, and how it runs. */
interface OnnxModelParts {
  readonly description: ModelDescription;
  readonly preparation: Preparation;
  /** All of its space but what the model itself says. */
  readonly space: Omit<EmbeddingSpace, 'dimensions' | 'provider'>;
  /** The model is unloaded after so long without a call; 0 keeps it. */
  readonly idleUnloadMs: number;
  readonly logger: Logger;
}

/**
 * About 6,000 tokens, a dozen runs: enough to pad little. BGE-M3 takes 10 to 30 s for them on two cores; after each call what a build has is
 * saved, and its progress seen.
 */
const callSize = { textsPerCall: 512, bytesPerCall: 24_576 };

/** A local model. It is unloaded while nobody uses it, and loaded again by the next call. */
export class OnnxEmbeddingModel extends RunningModel {
  override readonly space: EmbeddingSpace;
  override readonly limits: EmbeddingLimits;
  override readonly outputs: readonly VectorOutput[];
  #processMemoryBytes: number | undefined;

  /** Loads the model. Rejects with an EmbeddingError where its files can't be used. */
  static async open(parts: OnnxModelParts): Promise<OnnxEmbeddingModel> {
    const { description, idleUnloadMs, logger } = parts;
    const threads = new ModelThreads(description, idleUnloadMs || undefined);
    try {
      const loaded = await threads.load();
      if (loaded.deviceReason) logger.warn(`${description.name} runs on the CPU: ${loaded.deviceReason}`);
      return new OnnxEmbeddingModel(parts, threads, loaded);
    } catch (thrown) {
      await threads.close();
      throw asEmbeddingError(description.name, thrown);
    }
  }

  private constructor(
    private readonly parts: OnnxModelParts,
    private readonly threads: ModelThreads,
    private readonly loaded: LoadedModel,
  ) {
    super(parts.description.name);
    this.space = { ...parts.space, provider: 'onnx', dimensions: loaded.dimensions };
    this.limits = { maxTokens: parts.description.shape.maxTokens, ...callSize };
    this.outputs = loaded.outputs;
  }

  override prepare(text: string, role: EmbeddingRole): string {
    return this.parts.preparation.prepare(text, role);
  }

  override async close(): Promise<void> {
    await super.close();
    await this.threads.close();
  }

  protected override state(): ModelRuntime {
    const { device, deviceReason } = this.loaded;
    const { isLoaded: loaded } = this.threads;
    return { device, deviceReason, loaded, processMemoryBytes: this.#processMemoryBytes };
  }

  protected override async becomeReady(): Promise<void> {
    if (this.threads.isLoaded) return;
    await this.threads.load().catch((thrown: unknown) => {
      throw asEmbeddingError(this.name, thrown);
    });
  }

  protected override async vectors(
    texts: readonly string[],
    role: EmbeddingRole,
    { signal, outputs }: EmbedAllOptions,
  ): Promise<EmbedReply> {
    const prepared = texts.map((text) => this.prepare(text, role));
    try {
      const reply = await this.threads.embed({ texts: prepared, outputs, signal });
      this.#processMemoryBytes = reply.processMemoryBytes;
      return reply;
    } catch (thrown) {
      signal?.throwIfAborted();
      throw asEmbeddingError(this.name, thrown);
    }
  }
}

/** An error from another thread as one of this room: it comes without its class, but with its sentence and whether to try again. */
function asEmbeddingError(model: string, thrown: unknown): EmbeddingError {
  if (thrown instanceof EmbeddingError) return thrown;
  const error = asError(thrown);
  const retryable = 'retryable' in error && error.retryable === true;
  return new EmbeddingError(model, error.message, { retryable, cause: error });
}
