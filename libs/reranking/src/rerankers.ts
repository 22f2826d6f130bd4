import type { EmbeddingModel, EmbeddingSettings } from '@lexhop/embedding';
import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { LanguageModel } from '@lexhop/language-model';
import { createModelCache } from '@lexhop/model-files';
import { BoundedReranker } from './bounded-reranker.js';
import { type CrossEncoderParts, openCrossEncoder } from './cross-encoder-reranker.js';
import { RerankingError } from './errors.js';
import { HttpReranker } from './http/http-reranker.js';
import { LanguageModelReranker } from './language-model-reranker.js';
import { MultiVectorReranker } from './multi-vector-reranker.js';
import type { Reranker } from './reranker.js';
import type { RerankingSettings } from './settings.js';

/** What a build's rerankers are made of. */
export interface RerankersParts extends CrossEncoderParts {
  /** The model of this space, or a rejection that says why not. */
  readonly embeddingFor: (space: EmbeddingSpace) => Promise<EmbeddingModel>;
}

/** The parts by the settings of embedding, since a cross-encoder runs in the same way as local embedding models. */
export function rerankersPartsOf(
  settings: EmbeddingSettings,
  embeddingFor: RerankersParts['embeddingFor'],
): RerankersParts {
  const { LEXHOP_EMBEDDING_DEVICE: device, LEXHOP_EMBEDDING_THREADS: threads } = settings;
  return {
    cache: createModelCache(settings),
    device,
    ...(threads > 0 && { threads }),
    idleMilliseconds: settings.LEXHOP_EMBEDDING_IDLE_UNLOAD_S * 1000,
    embeddingFor,
  };
}

/** What a reranker is chosen for. */
export interface Reranked {
  /** Where a language model is set: guarded for this build. */
  readonly languageModel: LanguageModel | undefined;
  readonly space: EmbeddingSpace | undefined;
}

/** Gives the reranker of the settings for any build. A cross-encoder is opened once, by the first request. */
export class Rerankers {
  #crossEncoder: Promise<Reranker> | undefined;
  readonly #server: Reranker | undefined;

  constructor(
    private readonly settings: RerankingSettings,
    private readonly parts: RerankersParts,
  ) {
    const { LEXHOP_RERANKER_BASE_URL: baseUrl } = settings;
    if (baseUrl === undefined) return;
    this.#server = new HttpReranker({
      baseUrl,
      model: settings.LEXHOP_RERANKER_MODEL,
      apiKey: settings.LEXHOP_RERANKER_API_KEY,
    });
  }

  /** The reranker for a build; undefined where none is set. Rejects with a RerankingError that says what is missing. */
  async of(build: Reranked): Promise<Reranker | undefined> {
    const reranker = await this.#chosen(build);
    const { LEXHOP_RERANKER_PASSAGES: passages, LEXHOP_RERANKER_TIMEOUT_S: seconds } = this.settings;
    return reranker && new BoundedReranker(reranker, { passages, time: seconds * 1000 });
  }

  async close(): Promise<void> {
    await (await this.#crossEncoder?.catch(() => undefined))?.close();
  }

  async #chosen({ languageModel, space }: Reranked): Promise<Reranker | undefined> {
    const { LEXHOP_RERANKER: name } = this.settings;
    if (name === 'none') return undefined;
    if (name === 'language-model') return languageModel && new LanguageModelReranker(languageModel);
    if (name === 'multi-vector') return this.#multiVector(space);
    if (name !== 'http') return this.#opened(name);
    if (!this.#server) throw new RerankingError('http', 'LEXHOP_RERANKER_BASE_URL is not set.');
    return this.#server;
  }

  async #multiVector(space: EmbeddingSpace | undefined): Promise<Reranker> {
    if (!space) throw new RerankingError('multi-vector', 'the build has no embedding space.');
    const model = await this.parts.embeddingFor(space).catch((thrown: unknown) => {
      throw RerankingError.of('multi-vector', thrown);
    });
    if (model.outputs.length === 1) {
      throw new RerankingError(
        'multi-vector',
        `${space.model}, which embedded the build, gives dense vectors alone; BGE-M3 gives multi-vectors and sparse ones, TEI sparse ones.`,
      );
    }
    return new MultiVectorReranker(model);
  }

  /** Where it could not be opened, the next request tries again, since its files may have been fetched. */
  #opened(name: string): Promise<Reranker> {
    this.#crossEncoder ??= openCrossEncoder(name, this.parts).catch((thrown: unknown) => {
      this.#crossEncoder = undefined;
      throw RerankingError.of(name, thrown);
    });
    return this.#crossEncoder;
  }
}
