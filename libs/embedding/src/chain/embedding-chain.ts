import { asError, because, type Logger, type Reason, reasonOf, SettingError } from '@lexhop/foundation';
import { type EmbeddingSpace, embeddingSpaceId, type PassedOver } from '@lexhop/graph-model';
import type { EmbeddingModel } from '../embedding-model.js';
import { EmbeddingSpaceUnavailableError, NoEmbeddingModelError } from '../errors.js';
import {
  type ChainOutlook,
  chainOutlook,
  type EmbeddingChainStatus,
  Obstacles,
  prospectOf,
  type ProviderState,
} from './chain-status.js';
import type { DownloadProgress, EmbeddingProvider } from './embedding-provider.js';
import { OpenModels } from './open-models.js';

/** The model for a whole build, and the providers before it in the chain, each with why it was passed over. */
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
  /** Another chain for this once, like `bge-m3,mock`. What is chosen from it is not in use for anything else. */
  readonly chain?: string;
  /** Spaces of vectors that are stored: a server that still makes the same vectors goes on in one of them, and one that runs another model is passed over. */
  readonly known?: readonly EmbeddingSpace[];
  /** False: only what is on this machine is tried, and what is being fetched now is passed over. */
  readonly download?: boolean;
}

/** What a chain is made of. */
interface ChainParts {
  /** Every provider there is, in the chain or not. */
  readonly providers: readonly EmbeddingProvider[];
  /** The names of those in the chain, in order of preference, separated by commas. */
  readonly chain: string;
  readonly logger: Logger;
}

/** The embedding providers in order of preference. It picks the first that works for a whole build, and finds the model of a space. */
export class EmbeddingChain {
  readonly #models = new OpenModels();
  readonly #states = new Map<string, ProviderState>();
  readonly #obstacles = new Obstacles();
  readonly #chain: readonly EmbeddingProvider[];
  readonly #logged = new Set<string>();
  #inUse: string | undefined;

  /** Throws a SettingError where the chain names a provider that is not known. */
  constructor(private readonly parts: ChainParts) {
    this.#chain = this.#providersOf(parts.chain);
  }

  /**
   * The names of a chain's providers, in order, each once.
   * Throws a SettingError where the chain is empty or names a provider that is not known.
   * @param chain like `bge-m3,mock`
   * @param setting how whoever set the chain knows it; the error names it
   */
  read(chain: string, setting: string): readonly string[] {
    return this.#providersOf(chain, setting).map(({ name }) => name);
  }

  /**
   * The first provider of the chain that opens and embeds a text. Rejects with a NoEmbeddingModelError where none does,
   * with a SettingError for a chain that names one that is not known, and with the signal's reason.
   */
  async choose(options: ChooseOptions = {}): Promise<ChosenModel> {
    const { chain } = options;
    const passedOver: PassedOver[] = [];
    for (const provider of chain === undefined ? this.#chain : this.#providersOf(chain)) {
      const { name } = provider;
      const attempt = await this.#attempt(provider, options);
      if ('model' in attempt) {
        this.#states.set(name, { state: 'ready' });
        if (chain === undefined) this.#use(name, attempt.model);
        return { name, model: attempt.model, passedOver };
      }
      passedOver.push({ name, ...attempt });
    }
    throw new NoEmbeddingModelError(passedOver);
  }

  /**
   * The model for queries: the one that was chosen last, or the first of the chain that works without a download. A provider before that one
   * takes its place once its files have come to this machine, or it was seen to work; but a service that failed is asked again only by a build.
   * Rejects as `choose` does.
   */
  async current(options: { readonly signal?: AbortSignal } = {}): Promise<Omit<ChosenModel, 'passedOver'>> {
    const [name, model] = this.#models.all().find(([open]) => open === this.#inUse) ?? [];
    if (name && model && !(await this.#isOutdone(name))) return { name, model };
    return this.choose({ ...options, download: false });
  }

  /**
   * The model whose vectors may be compared with those of a space: its space has the same id, or its provider says that it makes the same
   * vectors. Nothing is downloaded.
   * Rejects with an EmbeddingSpaceUnavailableError that names the model where it can't be had now.
   */
  async modelFor(space: EmbeddingSpace, options: { readonly signal?: AbortSignal } = {}): Promise<EmbeddingModel> {
    const open = this.#models.ofSpace(space);
    if (open) return open;
    const provider = this.parts.providers.find((candidate) => candidate.serves(space));
    if (!provider) throw new EmbeddingSpaceUnavailableError(space, 'no provider of such a model is configured.');
    try {
      const model = await this.#models.of(provider, { ...options, download: false });
      const here = embeddingSpaceId(model.space);
      const same = here === embeddingSpaceId(space) ? model : provider.inSpace?.(model, space);
      if (same) return same;
      throw new EmbeddingSpaceUnavailableError(space, `here ${provider.name} makes vectors of another space, ${here}.`);
    } catch (thrown) {
      options.signal?.throwIfAborted();
      if (thrown instanceof EmbeddingSpaceUnavailableError) throw thrown;
      throw new EmbeddingSpaceUnavailableError(space, asError(thrown).message, thrown);
    }
  }

  /**
   * Which provider `choose` would come to now, and why not those before it. Opens nothing, fetches nothing, asks nobody.
   * @param chain another one for this once, like `bge-m3,mock`
   */
  outlook(chain?: string): Promise<ChainOutlook> {
    return chainOutlook(chain === undefined ? this.#chain : this.#providersOf(chain), this.#states);
  }

  /** The chain, which provider was chosen last, why not those before it, and how the open models run. */
  status(): EmbeddingChainStatus {
    return {
      chain: this.#chain.map(({ name }) => ({ name, ...this.#stateOf(name) })),
      inUse: this.#inUse,
      models: this.#models.all().map(([name, model]) => {
        return { name, space: model.space, spaceId: embeddingSpaceId(model.space), runtime: model.runtime() };
      }),
    };
  }

  /** Closes every model. */
  close(): Promise<void> {
    return this.#models.close();
  }

  #providersOf(chain: string, setting = 'LEXHOP_EMBEDDING_CHAIN'): readonly EmbeddingProvider[] {
    const names = [...new Set(chain.split(',').map((name) => name.trim()))].filter((name) => name !== '');
    const found = names.map((name) => this.parts.providers.find((provider) => provider.name === name));
    const providers = found.filter((provider) => provider !== undefined);
    if (names.length > 0 && providers.length === names.length) return providers;
    const unknown = names[found.indexOf(undefined)];
    const which = unknown === undefined ? '' : ` (${JSON.stringify(unknown)} is not known)`;
    const known = this.parts.providers.map(({ name }) => name).join(', ');
    throw new SettingError(setting, chain, `one or more of ${known}, separated by commas, are allowed${which}`);
  }

  async #attempt(provider: EmbeddingProvider, options: ChooseOptions): Promise<{ model: EmbeddingModel } | Reason> {
    const { name } = provider;
    const { download = true, known = [] } = options;
    if (!download && this.#isBeingFetched(name)) return because('being-fetched', 'it is being fetched now.');
    const prospect = prospectOf(provider);
    const onProgress = (progress: DownloadProgress) => {
      this.#states.set(name, { state: 'opening', progress });
      options.onProgress?.(progress);
    };
    try {
      const model = await this.#models.of(provider, { ...options, download, onProgress });
      await model.embed(['第一條'], 'passage', options);
      const served = known.filter((space) => provider.serves(space));
      const same = served.map((space) => provider.inSpace?.(model, space)).find((found) => found !== undefined);
      return { model: same ?? model };
    } catch (thrown) {
      options.signal?.throwIfAborted();
      this.#obstacles.found(name, await prospect);
      return this.#passOver(name, reasonOf(thrown));
    }
  }

  /** Whether a provider before this one is worth a try by now. */
  async #isOutdone(inUse: string): Promise<boolean> {
    for (const provider of this.#chain) {
      const { name } = provider;
      if (name === inUse) return false;
      if (this.#isBeingFetched(name)) continue;
      if (this.#states.get(name)?.state === 'ready' || (await this.#obstacles.areGone(provider))) return true;
    }
    return false;
  }

  #stateOf(name: string): ProviderState {
    // A query of an earlier build may have opened a model that was never chosen.
    const isOpen = this.#models.all().some(([open]) => open === name);
    const state: ProviderState = this.#states.get(name) ?? { state: isOpen ? 'ready' : 'not-tried' };
    return this.#models.isOpening(name) && state.state !== 'opening' ? { state: 'opening' } : state;
  }

  #isBeingFetched(name: string): boolean {
    const state = this.#states.get(name);
    return this.#models.isOpening(name) && state?.state === 'opening' && state.progress !== undefined;
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
