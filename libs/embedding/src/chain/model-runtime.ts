import type { EmbeddingModel } from '../embedding-model.js';

/** How an open model runs. */
export interface ModelRuntime {
  /** `cpu`, `cuda:0`, `remote` */
  readonly device: string;
  /** Why it is not the device that was asked for. */
  readonly deviceReason?: string;
  /** False while it is unloaded for having been idle; the next call loads it. */
  readonly loaded: boolean;
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
