import type { EmbeddingSpace } from '@lexhop/graph-model';
import { z } from 'zod';

/**
 * What a text is for. `passage`: the text of an article. `question`: a pseudo-query, or a query that is compared with pseudo-queries.
 * `query`: a user's query that is compared with articles.
 */
export type EmbeddingRole = 'query' | 'passage' | 'question';

/** The kinds of vectors that a model can give for a text. */
export const vectorOutputs = ['dense', 'sparse', 'multi-vector'] as const;
export type VectorOutput = (typeof vectorOutputs)[number];

/** How much a model reads. Callers keep to the two bounds of a call; the model itself cuts texts that are too long. */
export interface EmbeddingLimits {
  /** The longest text that is embedded in one piece, in tokens of the model (of a server: in characters). */
  readonly maxTokens: number;
  /** The most texts of one call. */
  readonly textsPerCall: number;
  /** The most bytes of UTF-8 of a call with several texts, at about 4 bytes for a token; Infinity where only the number of texts counts. */
  readonly bytesPerCall: number;
}

export interface EmbedOptions {
  readonly signal?: AbortSignal;
}

export interface EmbedAllOptions extends EmbedOptions {
  /** Which kinds to give beside `dense`, which is always given. */
  readonly outputs: readonly VectorOutput[];
}

/** The sparse vector of a text: the weight of each of its tokens by token id. Every weight is above 0. */
export type SparseVector = ReadonlyMap<number, number>;

/** The multi-vector of a text, for late interaction: one unit vector of `dimensions` floats for each token but the first special one, row after row. */
export interface MultiVector {
  readonly dimensions: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** The vectors of some texts, in the order of the texts. A kind that was not asked for is absent. */
export interface TextVectors {
  /** One unit vector of the space's dimensions for each text, row after row. */
  readonly dense: Float32Array;
  readonly sparse?: readonly SparseVector[];
  readonly multiVectors?: readonly MultiVector[];
}

/** How an open model runs. */
export const modelRuntimeSchema = z.object({
  device: z.string().describe('`cpu`, `cuda:0` or `remote`.'),
  deviceReason: z.string().optional().describe('Why the model does not run on the device that was asked for.'),
  loaded: z.boolean().describe('False while the model is unloaded because nobody used it. The next call loads it.'),
  sparse: z.string().optional().describe('Of a server: whose sparse vectors it gives, or why it gives none.'),
  processMemoryBytes: z
    .number()
    .optional()
    .describe('Memory of this process after the last call; only of models that run in it.'),
  textsPerSecond: z
    .number()
    .optional()
    .describe('Measured over all calls so far; absent before the first call has ended.'),
  tokensPerSecond: z.number().optional().describe('As above; absent, too, where tokens are not counted.'),
});
export type ModelRuntime = Readonly<z.infer<typeof modelRuntimeSchema>>;

/** Turns text into vectors of one embedding space. */
export abstract class EmbeddingModel {
  abstract readonly space: EmbeddingSpace;
  abstract readonly limits: EmbeddingLimits;
  /** The kinds of vectors that it gives; `dense` is always among them. */
  abstract readonly outputs: readonly VectorOutput[];

  /** Names the model whose token ids the sparse vectors have, where it is not the model of `space`. Only sparse vectors of one such space are compared. */
  get sparseSpace(): string | undefined {
    return undefined;
  }

  /**
   * The text as the model will see it, with its instruction and in its script. Two texts that are prepared alike have the same vector:
   * stored vectors are found by a hash of the prepared text.
   */
  abstract prepare(text: string, role: EmbeddingRole): string;

  /** The dense vectors of texts, as `embedAll` gives them. */
  async embed(texts: readonly string[], role: EmbeddingRole, options: EmbedOptions = {}): Promise<Float32Array> {
    return (await this.embedAll(texts, role, { ...options, outputs: ['dense'] })).dense;
  }

  /**
   * The vectors of texts, which are given raw: the model prepares them.
   * Rejects with a MissingOutputError for a kind that `outputs` does not have, with an EmbeddingError (retryable where the provider may
   * recover), and with the signal's reason.
   */
  abstract embedAll(texts: readonly string[], role: EmbeddingRole, options: EmbedAllOptions): Promise<TextVectors>;

  /** How the model runs now; undefined of one that does not say. */
  runtime(): ModelRuntime | undefined {
    return undefined;
  }

  /** Frees memory, threads and connections. Calls after it are rejected. */
  abstract close(): Promise<void>;
}
