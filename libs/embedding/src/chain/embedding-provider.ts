import { type Reason, SettingError } from '@lexhop/foundation';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import type { EmbeddingModel } from '../embedding-model.js';
import { EmbeddingError } from '../errors.js';

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

/**
 * What would become of a provider if it were opened now, as far as it is known without asking anyone; and why, in a sentence without a
 * subject of its own: of what is listed under the provider's name.
 */
export interface Outlook extends Reason {
  /** `ready`: nothing is in its way; `fetch`: its files would come over the network first; `ask`: a service would be asked; `passed-over`: it can't be used. */
  readonly state: 'ready' | 'fetch' | 'ask' | 'passed-over';
  /** What would be fetched, about. */
  readonly bytes?: number;
}

/** One way to have an embedding model: a value of the chain. */
export interface EmbeddingProvider {
  /** The name that the chain's setting knows it by. */
  readonly name: string;
  /** Whether its model could be the one of this space; the space's id decides once it is open. */
  serves(space: EmbeddingSpace): boolean;
  /** False of the mock: its vectors know characters, not meaning. */
  readonly semantic: boolean;
  /** Opens nothing, fetches nothing, asks nobody. */
  outlook(): Promise<Outlook>;
  /** Rejects with a LexHopError whose message says in a sentence why it can't be used now. */
  open(options: OpenOptions): Promise<EmbeddingModel>;
  /**
   * The provider's model as that of a space it serves, recorded earlier, where both make the same vectors though their ids differ: a server
   * repeats them but for the last digits. Undefined where they don't; throws a LexHopError where another model answers under the same name.
   */
  inSpace?(model: EmbeddingModel, space: EmbeddingSpace): EmbeddingModel | undefined;
}

/** The variable that holds the chain. */
const chainVariable = 'LEXHOP_EMBEDDING_CHAIN';

/**
 * The providers' names of a chain like `bge-m3,gemini,mock`, in order, each once.
 * Throws a SettingError when it is empty or names a provider that is not known.
 * @param setting what whoever set the chain knows it by
 */
export function chainNames(chain: string, known: readonly string[], setting = chainVariable): readonly string[] {
  const names = [...new Set(chain.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name));
  if (names.length > 0 && unknown === undefined) return names;
  const which = unknown === undefined ? '' : ` (${JSON.stringify(unknown)} is not known)`;
  throw new SettingError(
    setting,
    chain,
    `one or more of ${known.join(', ')}, separated by commas, are allowed${which}`,
  );
}

/** The opened models of the providers, each opened once and shared by all who ask. */
export class OpenModels {
  readonly #open = new Map<string, EmbeddingModel>();
  readonly #opening = new Map<string, Promise<EmbeddingModel>>();
  #closed = false;

  /** The provider's model; opened when it is not. Everyone who waits for one opening may call it off for itself alone. */
  async of(provider: EmbeddingProvider, options: OpenOptions): Promise<EmbeddingModel> {
    for (let opening = this.#opening.get(provider.name); opening; opening = this.#opening.get(provider.name)) {
      // Another caller's failure (or its calling off) is its own; this one then tries for itself.
      await untilSettled(opening, options.signal);
    }
    options.signal?.throwIfAborted();
    const open = this.#open.get(provider.name);
    if (open) return open;
    if (this.#closed) throw new EmbeddingError(provider.name, 'the embedding chain was closed.');
    const opening = this.#begin(provider, options);
    this.#opening.set(provider.name, opening);
    return opening;
  }

  /** The open models with their providers' names. */
  all(): readonly (readonly [name: string, model: EmbeddingModel])[] {
    return [...this.#open];
  }

  /** The open model of exactly this space. */
  ofSpace(space: EmbeddingSpace): EmbeddingModel | undefined {
    const id = embeddingSpaceId(space);
    return [...this.#open.values()].find((model) => embeddingSpaceId(model.space) === id);
  }

  /** Whether the provider's model is being opened now. */
  isOpening(name: string): boolean {
    return this.#opening.has(name);
  }

  /** Closes every model, those being opened too. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#opening.values());
    const models = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(models.map((model) => model.close()));
  }

  async #begin(provider: EmbeddingProvider, options: OpenOptions): Promise<EmbeddingModel> {
    try {
      const model = await provider.open(options);
      this.#open.set(provider.name, model);
      return model;
    } finally {
      this.#opening.delete(provider.name);
    }
  }
}

function untilSettled(opening: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const settled = opening.then(
    () => undefined,
    () => undefined,
  );
  if (!signal) return settled;
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    void settled.then(resolve);
  });
}
