import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { EmbeddingModel } from '../embedding-model.js';

/** How far a model's files have come over the network. */
export interface DownloadProgress {
  /** The provider whose model it is. */
  readonly name: string;
  readonly file: string;
  /** Of the whole model, in bytes. */
  readonly done: number;
  readonly total: number;
}

export interface OpenOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** May fetch files that are not on this machine, within the limits of the settings. */
  readonly download: boolean;
}

/** One way to have an embedding model: a value of the chain. */
export interface EmbeddingProvider {
  /** The name that the chain's setting knows it by. */
  readonly name: string;
  /** Whether its model could be the one of this space; the space's id decides once it is open. */
  serves(space: EmbeddingSpace): boolean;
  /** Rejects with a LexHopError whose message says in a sentence why it can't be used now. */
  open(options: OpenOptions): Promise<EmbeddingModel>;
}
