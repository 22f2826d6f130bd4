import type { EmbeddingSpace } from '@lexhop/graph-model';
import { EmbeddingModel, type EmbedOptions, type EmbeddingRole } from '../embedding-model.js';
import { EmbeddingError } from '../errors/embedding-error.js';
import { characterNGramVector } from '../mock/character-n-grams.js';

/** What a fake is told to be. */
export interface FakeEmbedding {
  /** Vectors of certain prepared texts; made unit length. Every other text gets one of its characters. */
  readonly vectors?: Readonly<Record<string, readonly number[]>>;
  readonly space?: Partial<EmbeddingSpace>;
}

/** A tiny embedding model that gives the vectors it was told to, and fails on demand. */
export class FakeEmbeddingModel extends EmbeddingModel {
  override readonly space: EmbeddingSpace;
  override readonly limits = { maxTokens: 512, textsPerCall: 8, bytesPerCall: Infinity };
  override readonly outputs = ['dense'] as const;
  /** The texts of every call that was answered. */
  readonly calls: (readonly string[])[] = [];
  /** While set, every call is rejected with it. */
  failure: Error | undefined;
  #closed = false;

  constructor(private readonly fake: FakeEmbedding = {}) {
    super();
    this.space = {
      provider: 'fake',
      model: 'fake',
      revision: '1',
      dimensions: 8,
      precision: 'fp32',
      preparation: 'none',
      semantic: true,
      reproducible: true,
      ...fake.space,
    };
  }

  override prepare(text: string, role: EmbeddingRole): string {
    return role === 'query' ? `query: ${text}` : text;
  }

  override async embed(
    texts: readonly string[],
    role: EmbeddingRole,
    options: EmbedOptions = {},
  ): Promise<Float32Array> {
    options.signal?.throwIfAborted();
    if (this.#closed) throw new EmbeddingError('fake', 'it was closed.');
    if (this.failure) throw this.failure;
    this.calls.push(texts);
    const { dimensions } = this.space;
    const vectors = new Float32Array(texts.length * dimensions);
    for (const [row, text] of texts.entries()) vectors.set(this.#vector(this.prepare(text, role)), row * dimensions);
    return vectors;
  }

  override async close(): Promise<void> {
    this.#closed = true;
  }

  #vector(prepared: string): Float32Array {
    const told = this.fake.vectors?.[prepared];
    if (!told) return characterNGramVector(prepared, this.space.dimensions);
    const norm = Math.hypot(...told);
    return Float32Array.from({ length: this.space.dimensions }, (_, place) => (told[place] ?? 0) / norm);
  }
}
