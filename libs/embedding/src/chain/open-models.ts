import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import type { EmbeddingModel } from '../embedding-model.js';
import { EmbeddingError } from '../errors.js';
import type { EmbeddingProvider, OpenOptions } from './embedding-provider.js';

/** The models of the providers: each is opened once, and shared by all who ask for it. */
export class OpenModels {
  readonly #open = new Map<string, EmbeddingModel>();
  readonly #opening = new Map<string, Promise<EmbeddingModel>>();
  #closed = false;

  /** A provider's model, opened where it is not. Several may wait for one opening; each may call it off for itself. Rejects as the provider does. */
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

/** Resolves when the opening has ended in any way, or the signal is aborted. */
function untilSettled(opening: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
  const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
  return Promise.race([opening.catch(() => undefined), aborted]);
}
