import type { Device, ModelFiles, ModelShape, PreparationName } from '@lexhop/model-files';
import { toSimplified } from '@lexhop/foundation';
import type { EmbeddingOutput, EmbeddingRole, LexicalWeights, MultiVector } from '../embedding-model.js';
import type { Cutting } from './sequences.js';

/** All that the thread needs to load a model. */
export interface ModelDescription {
  readonly name: string;
  readonly files: ModelFiles;
  readonly shape: ModelShape;
  readonly device: Device;
  readonly threads: number;
  /** In how many threads it is loaded, each with `threads` of its own inside: texts are shared among them. */
  readonly copies: number;
  /** How longer texts are cut; its length is not above the model's `maxTokens`. */
  readonly cutting: Cutting;
  /** Tokens with padding of one run; 0: 512 on a CPU, where more gain nothing, and 16,384 on CUDA. */
  readonly batchTokens: number;
  /** Most memory that attention may take in one run, in bytes. */
  readonly attentionBytes: number;
  /** One text a run, because the vector of a text depends on those beside it. */
  readonly alone: boolean;
}

/** A model that was loaded. */
export interface LoadedModel {
  readonly handle: number;
  readonly dimensions: number;
  readonly outputs: readonly EmbeddingOutput[];
  /** `cpu` or `cuda:N` */
  readonly device: string;
  /** Why it is not the device that was asked for. */
  readonly deviceReason?: string;
}

/** What the thread is asked to embed; the texts are prepared. */
export interface EmbedRequest {
  readonly handle: number;
  /** Names the call, to call it off. */
  readonly call: number;
  readonly texts: readonly string[];
  readonly outputs: readonly EmbeddingOutput[];
}

/** Vectors in the order of the texts, with what they took. */
export interface EmbedReply {
  readonly dense: Float32Array<ArrayBuffer>;
  readonly lexicalWeights?: readonly LexicalWeights[];
  readonly multiVectors?: readonly MultiVector[];
  /** Of all texts together, before equal ones were made one. */
  readonly tokens: number;
  readonly processMemoryBytes: number;
}

/** How a model's texts are prepared before its tokenizer sees them. */
export interface Preparation {
  /** Part of the space's id: another one is another space. */
  readonly version: PreparationName;
  prepare(text: string, role: EmbeddingRole): string;
}

/** What the authors of bge-small-zh put before a query that is compared with passages. */
const queryInstruction = '为这个句子生成表示以用于检索相关文章：';

/** White space at the ends is dropped: tokenizers of one model differ over it. */
const trimmed: Preparation = { version: 'trim', prepare: (text) => text.trim() };

/**
 * For bge-small-zh, which was taught on Simplified Chinese: Traditional is converted, character by character.
 * A query against articles gets the authors' instruction; questions and articles do not.
 */
const simplifiedWithInstruction: Preparation = {
  version: 't2s-instruction',
  prepare(text, role) {
    const simplified = toSimplified(text.trim());
    return role === 'query' ? `${queryInstruction}${simplified}` : simplified;
  },
};

/** Every preparation by its name in the registry of models. */
export const preparations: Readonly<Record<PreparationName, Preparation>> = {
  trim: trimmed,
  't2s-instruction': simplifiedWithInstruction,
};
