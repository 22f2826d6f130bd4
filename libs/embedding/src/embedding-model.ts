import type { EmbeddingSpace } from '@lexhop/graph-model';

/**
 * What a text is for: `passage` an article's text, `question` a pseudo-query (or a query compared with pseudo-queries),
 * `query` a user's query compared with articles.
 */
export type EmbeddingRole = 'query' | 'passage' | 'question';

/** What a model can give for a text beside its dense vector. */
export type EmbeddingOutput = 'dense' | 'lexical-weights' | 'multi-vector';

export interface EmbeddingLimits {
  /** Longer texts are cut into chunks, counted in tokens of the model. */
  readonly maxTokens: number;
  /** Most texts that one call should carry; the caller cuts. */
  readonly textsPerCall: number;
  /** Most bytes of UTF-8 that one call of several texts should carry, about 4 a token in Chinese as in English; Infinity where only their number counts. */
  readonly bytesPerCall: number;
}

export interface EmbedOptions {
  readonly signal?: AbortSignal;
}

/** Turns text into vectors of one embedding space. */
export abstract class EmbeddingModel {
  abstract readonly space: EmbeddingSpace;
  abstract readonly limits: EmbeddingLimits;
  abstract readonly outputs: readonly EmbeddingOutput[];

  /** The text as the model will see it: instruction, script conversion. Two texts prepared alike have the same vector; the vector store's keys are hashes of it. */
  abstract prepare(text: string, role: EmbeddingRole): string;

  /**
   * Unit vectors in input order: `texts.length` rows of `space.dimensions` floats in one array.
   * Texts are given raw; the model prepares them. Rejects with a retryable EmbeddingError where the provider may recover.
   */
  abstract embed(texts: readonly string[], role: EmbeddingRole, options?: EmbedOptions): Promise<Float32Array>;

  /** Frees memory, threads and connections; the model can't be used after. */
  abstract close(): Promise<void>;
}

/** Weights of the tokens of a text by token id, all above 0: the sparse vector. */
export type LexicalWeights = ReadonlyMap<number, number>;

/** One unit vector for each token of a text (not its first special one): rows of `dimensions` numbers, for late interaction. */
export interface MultiVector {
  readonly dimensions: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** The vectors of some texts, in their order; what was not asked for is absent. */
export interface TextVectors {
  /** Rows of the space's dimensions, of unit length. */
  readonly dense: Float32Array;
  readonly lexicalWeights?: readonly LexicalWeights[];
  readonly multiVectors?: readonly MultiVector[];
}

/** A model that gives more than dense vectors from one pass over the text. */
export abstract class HybridEmbeddingModel extends EmbeddingModel {
  /** Whose token ids its sparse vectors have, where it is another model's than `space`; only those of one are compared. */
  get sparseSpace(): string | undefined {
    return undefined;
  }

  /** The outputs asked for (dense always), in input order. Rejects with an EmbeddingError when asked for what `outputs` does not have. */
  abstract embedAll(
    texts: readonly string[],
    role: EmbeddingRole,
    options: EmbedOptions & { readonly outputs: readonly EmbeddingOutput[] },
  ): Promise<TextVectors>;
}
