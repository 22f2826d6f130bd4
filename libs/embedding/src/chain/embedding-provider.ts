import type { Reason } from '@lexhop/foundation';
import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { EmbeddingModel } from '../embedding-model.js';

/** How far a model's files have come over the network. */
export interface DownloadProgress {
  /** The provider whose model it is. */
  readonly name: string;
  readonly file: string;
  /** Bytes of all files of the model. */
  readonly done: number;
  readonly total: number;
}

export interface OpenOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Whether files that are not on this machine may be fetched, within the limits of the settings. */
  readonly download: boolean;
}

/**
 * What would become of a provider that is opened now, as far as it is known without asking anyone; and why. The sentence says "it" of the
 * provider, because it stands beside the provider's name.
 */
export interface Outlook extends Reason {
  /** `ready`: it would work. `fetch`: its files would be fetched first. `ask`: a service would be asked. `passed-over`: it can't be used. */
  readonly state: 'ready' | 'fetch' | 'ask' | 'passed-over';
  /** About how much would be fetched, in bytes. */
  readonly bytes?: number;
}

/** One way to have an embedding model. */
export interface EmbeddingProvider {
  /** Its name in the chain's setting. */
  readonly name: string;
  /** Whether its model could be the one of this space. Once the model is open, the id of its space decides. */
  serves(space: EmbeddingSpace): boolean;
  /** False only of the mock, whose vectors know characters and no meaning. */
  readonly semantic: boolean;
  /** Opens nothing, fetches nothing, asks nobody. */
  outlook(): Promise<Outlook>;
  /** Rejects with a LexHopError whose sentence says why the provider can't be used now. */
  open(options: OpenOptions): Promise<EmbeddingModel>;
  /**
   * The provider's model as that of a space that was recorded earlier and has another id, where both make the same vectors: a server repeats
   * its vectors but for the last digits. Undefined where they don't make the same.
   * Throws a LexHopError where another model answers under the same name by now.
   */
  inSpace?(model: EmbeddingModel, space: EmbeddingSpace): EmbeddingModel | undefined;
}
