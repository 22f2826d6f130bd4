import { observed } from '@lexhop/foundation';
import {
  type EmbedAllOptions,
  EmbeddingModel,
  type EmbeddingRole,
  type ModelRuntime,
  type TextVectors,
} from './embedding-model.js';
import { EmbeddingError } from './errors.js';
import { requireOutputs } from './vectors-of-texts.js';

/** What all real models do alike: they refuse calls after they were closed, and measure how fast they are. */
export abstract class RunningModel extends EmbeddingModel {
  #closed = false;
  #texts = 0;
  #tokens = 0;
  #busyMs = 0;
  #running = 0;
  #busySince = 0;

  /** @param name what errors and traces call the model */
  constructor(protected readonly name: string) {
    super();
  }

  override async embedAll(
    texts: readonly string[],
    role: EmbeddingRole,
    options: EmbedAllOptions,
  ): Promise<TextVectors> {
    const { signal, outputs } = options;
    signal?.throwIfAborted();
    if (this.#closed) throw new EmbeddingError(this.name, 'it was closed.');
    requireOutputs(this, outputs);
    await this.becomeReady(signal);
    return this.#measured(texts.length, () => this.vectors(texts, role, options));
  }

  override runtime(): ModelRuntime {
    return { ...this.state(), ...this.#rates() };
  }

  override async close(): Promise<void> {
    this.#closed = true;
  }

  /** What has to be done before a call can run. Its time is not measured. */
  protected async becomeReady(_signal: AbortSignal | undefined): Promise<void> {}

  /** The vectors of texts, for `embedAll`; and how many tokens the texts had, 0 where they are not counted. */
  protected abstract vectors(
    texts: readonly string[],
    role: EmbeddingRole,
    options: EmbedAllOptions,
  ): Promise<TextVectors & { readonly tokens: number }>;

  /** How it runs, but for how fast. */
  protected abstract state(): ModelRuntime;

  /** Counts the texts, the tokens and the time in which at least one call runs. */
  async #measured<Result extends { readonly tokens: number }>(
    texts: number,
    call: () => Promise<Result>,
  ): Promise<Result> {
    if (this.#running++ === 0) this.#busySince = performance.now();
    try {
      const result = await observed('embed', { model: this.name, texts }, call);
      this.#texts += texts;
      this.#tokens += result.tokens;
      return result;
    } finally {
      if (--this.#running === 0) this.#busyMs += performance.now() - this.#busySince;
    }
  }

  #rates(): Pick<ModelRuntime, 'textsPerSecond' | 'tokensPerSecond'> {
    if (this.#texts === 0 || this.#busyMs === 0) return {};
    const perSecond = (count: number) => (1000 * count) / this.#busyMs;
    const tokens = this.#tokens > 0 && { tokensPerSecond: perSecond(this.#tokens) };
    return { textsPerSecond: perSecond(this.#texts), ...tokens };
  }
}
