import { asError, because, type Logger, type Reason, reasonOf } from '@lexhop/foundation';
import { type EmbeddingSpace, embeddingSpaceId, type PassedOver } from '@lexhop/graph-model';
import type { EmbeddingModel } from '../embedding-model.js';
import { EmbeddingSpaceUnavailableError, NoEmbeddingModelError } from '../errors.js';
import {
  type ChainOutlook,
  chainOutlook,
  chainStatus,
  type EmbeddingChainStatus,
  Obstacles,
  prospectOf,
  type ProviderState,
} from './chain-status.js';
import { chainNames, type DownloadProgress, type EmbeddingProvider, OpenModels } from './embedding-provider.js';

/** The model for a whole build, and who stood before it in the chain and why not they. */
export interface ChosenModel {
  /** The provider's name in the chain. */
  readonly name: string;
  /** Belongs to the chain, which closes it. */
  readonly model: EmbeddingModel;
  readonly passedOver: readonly PassedOver[];
}

interface ChooseOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Another chain for this once, like `bge-m3,mock`; what is chosen of it is not in use for anything else. */
  readonly chain?: string;
  /** Spaces that vectors are kept in already: a server that makes the same again goes on in it, and one that runs another model is passed over. */
  readonly known?: readonly EmbeddingSpace[];
  /** False: only what is on this machine is tried, and what is being fetched now is passed over. */
  readonly download?: boolean;
}

/** What a chain is made of. */
interface ChainParts {
  /** Every provider there is, in the chain or not. */
  readonly providers: readonly EmbeddingProvider[];
  /** Their names in order of preference, separated by commas. */
  readonly chain: string;
  readonly logger: Logger;
}

/** The embedding providers in order of preference: picks the first that works for a whole build, and finds the one of a space. */
export class EmbeddingChain {
  readonly #models = new OpenModels();
  readonly #states = new Map<string, ProviderState>();
  readonly #obstacles = new Obstacles();
  readonly #names: readonly string[];
  readonly #logged = new Set<string>();
  #inUse: string | undefined;

  /** Throws a SettingError when the chain names a provider that is not known. */
  constructor(private readonly parts: ChainParts) {
    this.#names = this.read(parts.chain);
  }

  /**
   * The providers' names of another chain, like `bge-m3,mock`, in order, each once.
   * Throws a SettingError that calls the chain by its setting when it is empty or names a provider that is not known.
   */
  read(chain: string, setting?: string): readonly string[] {
    const known = this.parts.providers.map(({ name }) => name);
    return chainNames(chain, known, setting);
  }

  /**
   * The first provider of the chain that opens and embeds a text. Rejects with a NoEmbeddingModelError when none does,
   * with a SettingError for a chain that names one that is not known, and with the signal's reason when called off.
   */
  async choose(options: ChooseOptions = {}): Promise<ChosenModel> {
    const names = options.chain === undefined ? this.#names : this.read(options.chain);
    const passedOver: PassedOver[] = [];
    for (const name of names) {
      const attempt = await this.#attempt(name, options);
      if ('model' in attempt) {
        this.#states.set(name, { state: 'ready' });
        if (options.chain === undefined) this.#use(name, attempt.model);
        return { name, model: attempt.model, passedOver };
      }
      passedOver.push({ name, ...attempt });
    }
    throw new NoEmbeddingModelError(passedOver);
  }

  /**
   * The model that was chosen last of the chain, else the first of it that works without fetching anything; also once one
   * before it came to this machine or was seen to work. A service that failed is asked again by the next build only.
   * Rejects as `choose` does.
   */
  async current(options: { readonly signal?: AbortSignal } = {}): Promise<Omit<ChosenModel, 'passedOver'>> {
    const [name, model] = this.#models.all().find(([open]) => open === this.#inUse) ?? [];
    if (name && model && !(await this.#isOutdone(name))) return { name, model };
    return this.choose({ ...options, download: false });
  }

  /**
   * The model whose vectors may be compared with those of this space: its id is the same. Nothing is downloaded.
   * Rejects with an EmbeddingSpaceUnavailableError that names the model when it can't be had now.
   */
  async modelFor(space: EmbeddingSpace, options: { readonly signal?: AbortSignal } = {}): Promise<EmbeddingModel> {
    const open = this.#models.ofSpace(space);
    if (open) return open;
    const provider = this.parts.providers.find((candidate) => candidate.serves(space));
    if (!provider) throw new EmbeddingSpaceUnavailableError(space, 'no provider of such a model is configured.');
    const model = await this.#models.of(provider, { ...options, download: false }).catch((thrown: unknown) => {
      options.signal?.throwIfAborted();
      throw new EmbeddingSpaceUnavailableError(space, asError(thrown).message, thrown);
    });
    const here = embeddingSpaceId(model.space);
    if (here === embeddingSpaceId(space)) return model;
    const same = inSpace(provider, model, space);
    if (same) return same;
    throw new EmbeddingSpaceUnavailableError(space, `here ${provider.name} makes vectors of another space, ${here}.`);
  }

  /**
   * Which provider `choose` would come to now, and why not those before it; opens nothing, fetches nothing, asks nobody.
   * @param chain another one for this once, like `bge-m3,mock`
   */
  outlook(chain?: string): Promise<ChainOutlook> {
    const names = chain === undefined ? this.#names : this.read(chain);
    return chainOutlook(
      names.flatMap((name) => this.#provider(name) ?? []),
      this.#states,
    );
  }

  /** The chain, which provider was chosen last of it, why not those before it, and how the open models run. */
  status(): EmbeddingChainStatus {
    return chainStatus({ names: this.#names, states: this.#states, models: this.#models, inUse: this.#inUse });
  }

  /** Closes every model. */
  close(): Promise<void> {
    return this.#models.close();
  }

  #provider(name: string): EmbeddingProvider | undefined {
    return this.parts.providers.find((candidate) => candidate.name === name);
  }

  async #attempt(name: string, options: ChooseOptions): Promise<{ model: EmbeddingModel } | Reason> {
    const provider = this.#provider(name);
    if (!provider) return because('provider-unknown', 'it is not known.');
    const download = options.download ?? true;
    if (!download && this.#isFetched(name)) return because('being-fetched', 'it is being fetched now.');
    const prospect = prospectOf(provider);
    try {
      const model = await this.#models.of(provider, {
        ...options,
        download,
        onProgress: this.#progress(name, options),
      });
      await model.embed(['第一條'], 'passage', options);
      return { model: inKnownSpace(provider, model, options.known ?? []) };
    } catch (thrown) {
      options.signal?.throwIfAborted();
      this.#obstacles.found(name, await prospect);
      return this.#passOver(name, reasonOf(thrown));
    }
  }

  /** Whether a provider before this one is worth a try by now. */
  async #isOutdone(inUse: string): Promise<boolean> {
    for (const name of this.#names.slice(0, this.#names.indexOf(inUse))) {
      const provider = this.#provider(name);
      if (!provider || this.#isFetched(name)) continue;
      if (this.#states.get(name)?.state === 'ready' || (await this.#obstacles.areGone(provider))) return true;
    }
    return false;
  }

  /** Whether its files are coming over the network at this moment. */
  #isFetched(name: string): boolean {
    const state = this.#states.get(name);
    return this.#models.isOpening(name) && state?.state === 'opening' && state.progress !== undefined;
  }

  #progress(name: string, options: ChooseOptions): (progress: DownloadProgress) => void {
    return (progress) => {
      this.#states.set(name, { state: 'opening', progress });
      options.onProgress?.(progress);
    };
  }

  #passOver(name: string, reason: Reason): Reason {
    this.#states.set(name, { state: 'passed-over', ...reason });
    const sentence = `The embedding provider ${name} is passed over: ${reason.reason}`;
    // A server that builds every night says it once, not every night.
    if (!this.#logged.has(sentence)) this.parts.logger.warn(sentence, { provider: name });
    this.#logged.add(sentence);
    return reason;
  }

  #use(name: string, { space }: EmbeddingModel): void {
    if (this.#inUse !== name) {
      const meaning = space.semantic ? '' : ', whose vectors know characters and no meaning';
      this.parts.logger.info(`Embedding uses ${name}${meaning}.`, { space: embeddingSpaceId(space) });
    }
    this.#inUse = name;
  }
}

/** The model in the first of these spaces that it makes the vectors of; else as it is. Throws as the provider's `inSpace` does. */
function inKnownSpace(
  provider: EmbeddingProvider,
  model: EmbeddingModel,
  known: readonly EmbeddingSpace[],
): EmbeddingModel {
  const spaces = known.filter((space) => provider.serves(space));
  return spaces.map((space) => provider.inSpace?.(model, space)).find((same) => same !== undefined) ?? model;
}

/** As above, of a space that a graph was built in: what is wrong is why it can't be asked. */
function inSpace(
  provider: EmbeddingProvider,
  model: EmbeddingModel,
  space: EmbeddingSpace,
): EmbeddingModel | undefined {
  try {
    return provider.inSpace?.(model, space);
  } catch (thrown) {
    throw new EmbeddingSpaceUnavailableError(space, asError(thrown).message, thrown);
  }
}
