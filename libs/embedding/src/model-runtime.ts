import { observed } from '@lexhop/foundation';
import type { EmbeddingModel } from './embedding-model.js';

/** How an open model runs. */
export interface ModelRuntime {
  /** `cpu`, `cuda:0`, `remote` */
  readonly device: string;
  /** Why it is not the device that was asked for. */
  readonly deviceReason?: string;
  /** False while it is unloaded for having been idle; the next call loads it. */
  readonly loaded: boolean;
  /** Of a server: whose sparse vectors it gives, or why none. */
  readonly sparse?: string;
  /** Memory that the process held after the last call, in bytes; only of models that run in it. */
  readonly processMemoryBytes?: number;
  /** Measured over the calls so far. */
  readonly textsPerSecond?: number;
  readonly tokensPerSecond?: number;
}

/** A model that says how it runs. */
export interface ReportsRuntime {
  runtime(): ModelRuntime;
}

/** How a model runs, where it says so. */
export function runtimeOf(model: EmbeddingModel): ModelRuntime | undefined {
  return 'runtime' in model ? (model as EmbeddingModel & ReportsRuntime).runtime() : undefined;
}

/** How fast a model was so far: texts and tokens over the time in which at least one call ran. */
export class Throughput {
  #texts = 0;
  #tokens = 0;
  #busyMs = 0;
  #running = 0;
  #since = 0;

  /** @param model as it is named where the calls are told of. */
  constructor(private readonly model: string) {}

  /** Measures one call; 0 tokens where they are not counted. */
  async measure<Result extends { readonly tokens: number }>(
    texts: number,
    call: () => Promise<Result>,
  ): Promise<Result> {
    if (this.#running++ === 0) this.#since = performance.now();
    try {
      const result = await observed('embed', { model: this.model, texts }, call);
      this.#texts += texts;
      this.#tokens += result.tokens;
      return result;
    } finally {
      if (--this.#running === 0) this.#busyMs += performance.now() - this.#since;
    }
  }

  /** Nothing before the first call has ended. */
  rates(): { readonly textsPerSecond?: number; readonly tokensPerSecond?: number } {
    if (this.#texts === 0 || this.#busyMs === 0) return {};
    const seconds = this.#busyMs / 1000;
    const tokensPerSecond = this.#tokens / seconds;
    return { textsPerSecond: this.#texts / seconds, ...(tokensPerSecond > 0 ? { tokensPerSecond } : {}) };
  }
}
