import { asError, type Logger, WorkerGoneError } from '@lexhop/foundation';
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
import type { EmbedReply, ModelDescription, Preparation } from './model-description.js';
import type { ModelInThread, OnnxThreads } from './onnx-threads.js';

/** What decides an ONNX model's vectors, and how it runs. */
interface OnnxModelParts {
  readonly description: ModelDescription;
  readonly preparation: Preparation;
  /** All of its space but what the model itself says. */
  readonly space: Omit<EmbeddingSpace, 'dimensions' | 'provider'>;
  /** The model is unloaded after so long without a call; 0 keeps it. */
  readonly idleUnloadMs: number;
  readonly threads: OnnxThreads;
  readonly logger: Logger;
}

/**
 * About 6,000 tokens, a dozen runs: enough to pad little. BGE-M3 takes 10 to 30 s for them on two cores; after each call what a build has is
 * saved, and its progress seen.
 */
const callSize = { textsPerCall: 512, bytesPerCall: 24_576 };

/** A local model. It runs in the threads of all local models. It is unloaded while nobody uses it, and loaded again by the next call. */
export class OnnxEmbeddingModel extends RunningModel {
  override readonly space: EmbeddingSpace;
  override readonly limits: EmbeddingLimits;
  override readonly outputs: readonly VectorOutput[];
  #loaded: Promise<ModelInThread> | undefined;
  #calls = 0;
  #idle: NodeJS.Timeout | undefined;
  #processMemoryBytes: number | undefined;

  /** Loads the model. Rejects with an EmbeddingError where its files can't be used. */
  static async open(parts: OnnxModelParts): Promise<OnnxEmbeddingModel> {
    const { name } = parts.description;
    const loaded = await parts.threads.load(parts.description).catch((thrown: unknown) => {
      throw asEmbeddingError(name, thrown);
    });
    const { deviceReason } = loaded.facts;
    if (deviceReason) parts.logger.warn(`${name} runs on the CPU: ${deviceReason}`);
    return new OnnxEmbeddingModel(parts, loaded);
  }

  private constructor(
    private readonly parts: OnnxModelParts,
    private readonly first: ModelInThread,
  ) {
    super(parts.description.name);
    this.space = { ...parts.space, provider: 'onnx', dimensions: first.facts.dimensions };
    this.limits = { maxTokens: parts.description.shape.maxTokens, ...callSize };
    this.outputs = first.facts.outputs;
    this.#loaded = Promise.resolve(first);
    this.#unloadLater();
  }

  override prepare(text: string, role: EmbeddingRole): string {
    return this.parts.preparation.prepare(text, role);
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#unload();
  }

  protected override state(): ModelRuntime {
    const { device, deviceReason } = this.first.facts;
    const loaded = this.#loaded !== undefined;
    return { device, deviceReason, loaded, processMemoryBytes: this.#processMemoryBytes };
  }

  protected override async becomeReady(): Promise<void> {
    await this.#load().catch((thrown: unknown) => {
      throw asEmbeddingError(this.name, thrown);
    });
  }

  protected override async vectors(
    texts: readonly string[],
    role: EmbeddingRole,
    { signal, outputs }: EmbedAllOptions,
  ): Promise<EmbedReply> {
    const prepared = texts.map((text) => this.prepare(text, role));
    this.#calls++;
    clearTimeout(this.#idle);
    try {
      const model = await this.#load();
      const reply = await model.embed({ texts: prepared, outputs, signal });
      this.#processMemoryBytes = reply.processMemoryBytes;
      return reply;
    } catch (thrown) {
      signal?.throwIfAborted();
      if (thrown instanceof WorkerGoneError) this.#loaded = undefined;
      throw asEmbeddingError(this.name, thrown);
    } finally {
      this.#calls--;
      this.#unloadLater();
    }
  }

  #load(): Promise<ModelInThread> {
    const loaded = (this.#loaded ??= this.parts.threads.load(this.parts.description));
    loaded.catch(() => {
      if (this.#loaded === loaded) this.#loaded = undefined;
    });
    return loaded;
  }

  #unloadLater(): void {
    clearTimeout(this.#idle);
    if (this.#calls > 0 || this.isClosed || this.parts.idleUnloadMs === 0) return;
    this.#idle = setTimeout(() => {
      this.#unload().catch((thrown: unknown) => {
        this.parts.logger.error(`${this.name} could not be unloaded: ${asError(thrown).message}`);
      });
    }, this.parts.idleUnloadMs);
    this.#idle.unref();
  }

  async #unload(): Promise<void> {
    clearTimeout(this.#idle);
    const loaded = this.#loaded;
    this.#loaded = undefined;
    // A load that failed left nothing behind; whoever asked for it has the error.
    const model = await loaded?.catch(() => undefined);
    await model?.unload();
  }
}

/** An error from another thread as one of this room: it comes without its class, but with its sentence and whether to try again. */
function asEmbeddingError(model: string, thrown: unknown): EmbeddingError {
  if (thrown instanceof EmbeddingError) return thrown;
  const error = asError(thrown);
  const retryable = 'retryable' in error && error.retryable === true;
  return new EmbeddingError(model, error.message, { retryable, cause: error });
}
