import type { Device, ModelFiles, ModelShape, PreparationName } from '@lexhop/model-files';
import { toSimplified } from '@lexhop/foundation';
import type { EmbeddingRole, MultiVector, SparseVector, VectorOutput } from '../embedding-model.js';
import type { TokenCutting } from './sequences.js';

/** All that a thread needs to load a model. */
export interface ModelDescription {
  readonly name: string;
  readonly files: ModelFiles;
  readonly shape: ModelShape;
  readonly device: Device;
  readonly threads: number;
  /** In how many threads of this process it is loaded. Texts are shared among these copies; inside each, onnxruntime has `threads` threads. */
  readonly copies: number;
  /** How longer texts are cut; its length is at most the model's `maxTokens`. */
  readonly cutting: TokenCutting;
  /** The most tokens of one run, padding included. 0 stands for 512 on a CPU, where more gain nothing, and for 16,384 on CUDA. */
  readonly batchTokens: number;
  /** The most memory that attention may take in one run, in bytes. */
  readonly attentionBytes: number;
  /** Whether each run has one text only, because the vector of a text depends on the texts beside it. */
  readonly alone: boolean;
}

/** A model that was loaded. */
export interface LoadedModel {
  readonly dimensions: number;
  readonly outputs: readonly VectorOutput[];
  /** `cpu` or `cuda:N` */
  readonly device: string;
  /** Why it is not the device that was asked for. */
  readonly deviceReason?: string;
}

/** What a thread is asked to embed; the texts are prepared. */
export interface EmbedRequest {
  /** A name of the call, by which it can be called off. */
  readonly call: number;
  readonly texts: readonly string[];
  readonly outputs: readonly VectorOutput[];
}

/** Vectors in the order of the texts, and what they took. */
export interface EmbedReply {
  readonly dense: Float32Array<ArrayBuffer>;
  readonly sparse?: readonly SparseVector[];
  readonly multiVectors?: readonly MultiVector[];
  /** Of all texts together; equal texts, which are embedded once, count each. */
  readonly tokens: number;
  readonly processMemoryBytes: number;
}

/** How a model's texts are prepared before its tokenizer sees them. */
export interface Preparation {
  /** Part of the space's id: another one is another space. */
  readonly version: PreparationName;
  prepare(text: string, role: EmbeddingRole): string;
}

/** The authors of bge-small-zh put this before a query that is compared with passages. */
const queryInstruction = '为这个句子生成表示以用于检索相关文章：';

/** Drops white space at the ends: tokenizers of one model differ over it. */
const trimmed: Preparation = { version: 'trim', prepare: (text) => text.trim() };

/** For bge-small-zh, which was taught on Simplified Chinese: Traditional Chinese is converted. Only a query against articles gets the authors' instruction. */
const simplifiedWithInstruction: Preparation = {
  version: 't2s-instruction',
  prepare(text, role) {
    const simplified = toSimplified(text.trim());
    return role === 'query' ? `${queryInstruction}${simplified}` : simplified;
  },
};

/** Every preparation, by its name in the registry of models. */
export const preparations: Readonly<Record<PreparationName, Preparation>> = {
  trim: trimmed,
  't2s-instruction': simplifiedWithInstruction,
};
