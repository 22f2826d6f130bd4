import { EmbeddingModel, type EmbedOptions, type EmbeddingOutput, type EmbeddingRole } from '../embedding-model.js';

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
  /** The outputs asked for (dense always), in input order. Rejects with an EmbeddingError when asked for what `outputs` does not have. */
  abstract embedAll(
    texts: readonly string[],
    role: EmbeddingRole,
    options: EmbedOptions & { readonly outputs: readonly EmbeddingOutput[] },
  ): Promise<TextVectors>;
}
