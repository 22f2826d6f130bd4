import { asError, type Logger, WorkerGoneError } from '@lexhop/foundation';
import type { EmbeddingSpace } from '@lexhop/graph-model';
import {
  type EmbeddingLimits,
  type EmbeddingOutput,
  type EmbeddingRole,
  type EmbedOptions,
  HybridEmbeddingModel,
  type TextVectors,
} from '../embedding-model.js';
import { EmbeddingError } from '../errors.js';
import { type ModelRuntime, type ReportsRuntime, Throughput } from '../model-runtime.js';
import type { EmbedReply, ModelDescription, Preparation } from './model-description.js';
import type { ModelInThread, OnnxThreads } from './onnx-threads.js';

/** What decides an ONNX model's vectors and how it runs. */
interface OnnxModelParts {
  readonly description: ModelDescription;
  readonly preparation: Preparation;
  /** All of its space but what the model itself says. */
  readonly space: Omit<EmbeddingSpace, 'dimensions' | 'provider'>;
  /** Unloaded after so long without a call; 0 never. */
  readonly idleUnloadMs: number;
  readonly threads: OnnxThreads;
  readonly logger: Logger;
}

/**
 * About 6,000 tokens, a dozen runs: enough to pad little, and BGE-M3 takes 10 to 30 s for them on two cores, after which what a build has is saved
 * and its progress seen.
 */
const callSize = { textsPerCall: 512, bytesPerCall: 24_576 };

/** A local model that runs in the thread of all local models; unloaded while it is idle, loaded again by the next call. */
export class OnnxEmbeddingModel extends HybridEmbeddingModel implements ReportsRuntime {
  override readonly space: EmbeddingSpace;
  override readonly limits: EmbeddingLimits;
  override readonly outputs: readonly EmbeddingOutput[];
  readonly #throughput: Throughput;
  #loaded: Promise<ModelInThread> | undefined;
  #calls = 0;
  #idle: NodeJS.Timeout | undefined;
  #processMemoryBytes: number | undefined;
  #closed = false;

  /** Loads the model; rejects with a ModelFileError's sentence in an EmbeddingError when its files can't be used. */
  static async open(parts: OnnxModelParts): Promise<OnnxEmbeddingModel> {
    const loaded = await parts.threads.load(parts.description).catch((thrown: unknown) => {
      throw asEmbeddingError(parts.description.name, thrown);
    });
    if (loaded.facts.deviceReason)
      parts.logger.warn(`${parts.description.name} runs on the CPU: ${loaded.facts.deviceReason}`);
    return new OnnxEmbeddingModel(parts, loaded);
  }

  private constructor(
    private readonly parts: OnnxModelParts,
    private readonly first: ModelInThread,
  ) {
    super();
    this.#throughput = new Throughput(parts.description.name);
    this.space = { ...parts.space, provider: 'onnx', dimensions: first.facts.dimensions };
    this.limits = { maxTokens: parts.description.shape.maxTokens, ...callSize };
    this.outputs = first.facts.outputs;
    this.#loaded = Promise.resolve(first);
    this.#restLater();
  }

  override prepare(text: string, role: EmbeddingRole): string {
    return this.parts.preparation.prepare(text, role);
  }

  override async embed(
    texts: readonly string[],
    role: EmbeddingRole,
    options: EmbedOptions = {},
  ): Promise<Float32Array> {
    const { dense } = await this.#reply(texts, role, { ...options, outputs: ['dense'] });
    return dense;
  }

  override async embedAll(
    texts: readonly string[],
    role: EmbeddingRole,
    options: EmbedOptions & { readonly outputs: readonly EmbeddingOutput[] },
  ): Promise<TextVectors> {
    const missing = options.outputs.find((output) => !this.outputs.includes(output));
    if (missing) throw this.#error(`it has no ${missing}; it has ${this.outputs.join(', ')}.`);
    const { dense, lexicalWeights, multiVectors } = await this.#reply(texts, role, options);
    return {
      dense,
      ...(lexicalWeights ? { lexicalWeights } : {}),
      ...(multiVectors ? { multiVectors } : {}),
    };
  }

  runtime(): ModelRuntime {
    const { device, deviceReason } = this.first.facts;
    return {
      device,
      ...(deviceReason === undefined ? {} : { deviceReason }),
      loaded: this.#loaded !== undefined,
      ...(this.#processMemoryBytes === undefined ? {} : { processMemoryBytes: this.#processMemoryBytes }),
      ...this.#throughput.rates(),
    };
  }

  override async close(): Promise<void> {
    this.#closed = true;
    await this.#unload();
  }

  async #reply(
    texts: readonly string[],
    role: EmbeddingRole,
    { signal, outputs }: EmbedOptions & { readonly outputs: readonly EmbeddingOutput[] },
  ): Promise<EmbedReply> {
    signal?.throwIfAborted();
    if (this.#closed) throw this.#error('it was closed.');
    const prepared = texts.map((text) => this.prepare(text, role));
    this.#calls++;
    clearTimeout(this.#idle);
    try {
      const model = await this.#load();
      const reply = await this.#throughput.measure(texts.length, () =>
        model.embed({ texts: prepared, outputs, signal }),
      );
      this.#processMemoryBytes = reply.processMemoryBytes;
      return reply;
    } catch (thrown) {
      signal?.throwIfAborted();
      if (thrown instanceof WorkerGoneError) this.#loaded = undefined;
      throw asEmbeddingError(this.parts.description.name, thrown);
    } finally {
      this.#calls--;
      this.#restLater();
    }
  }

  #load(): Promise<ModelInThread> {
    const loaded = (this.#loaded ??= this.parts.threads.load(this.parts.description));
    loaded.catch(() => {
      if (this.#loaded === loaded) this.#loaded = undefined;
    });
    return loaded;
  }

  #restLater(): void {
    clearTimeout(this.#idle);
    if (this.#calls > 0 || this.#closed || this.parts.idleUnloadMs === 0) return;
    this.#idle = setTimeout(() => {
      this.#unload().catch((thrown: unknown) => {
        this.parts.logger.error(`${this.parts.description.name} could not be unloaded: ${asError(thrown).message}`);
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

  #error(sentence: string): EmbeddingError {
    return new EmbeddingError(this.parts.description.name, sentence);
  }
}

/** Errors come from another thread without their class; the sentence and whether to try again are kept. */
function asEmbeddingError(model: string, thrown: unknown): EmbeddingError {
  if (thrown instanceof EmbeddingError) return thrown;
  const error = asError(thrown);
  const retryable = 'retryable' in error && error.retryable === true;
  return new EmbeddingError(model, error.message, { retryable, cause: error });
}
