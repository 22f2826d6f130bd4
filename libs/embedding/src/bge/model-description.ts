import type { EmbeddingOutput } from '../embedding-model.js';
import type { LexicalWeights, MultiVector } from './text-vectors.js';
import type { Cutting } from './text/cut-sequences.js';

/** The files of a model on this machine, by full path. */
export interface ModelFiles {
  readonly graph: string;
  readonly tokenizer: string;
  /** Heads of BGE-M3, where the graph does not hold them. */
  readonly sparseHead?: string;
  readonly colbertHead?: string;
}

/** What decides a model's longest text and its memory. */
export interface ModelShape {
  /** Special ones included. */
  readonly maxTokens: number;
  readonly attentionHeads: number;
}

/** Where a model shall run. `auto` and `cuda:N` fall back to the CPU. */
export type Device = 'cpu' | 'auto' | `cuda:${number}`;

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
