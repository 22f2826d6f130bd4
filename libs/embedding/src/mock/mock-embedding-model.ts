import type { EmbeddingSpace } from '@lexhop/graph-model';
import { EmbeddingModel, type EmbedOptions, type EmbeddingRole } from '../embedding-model.js';
import { EmbeddingError } from '../errors/embedding-error.js';
import { characterNGramVector } from './character-n-grams.js';

/** The space of the mock with so many dimensions. */
export function mockSpace(dimensions = 256): EmbeddingSpace {
  return {
    provider: 'mock',
    model: 'character-n-grams',
    revision: '1',
    dimensions,
    precision: 'fp32',
    preparation: 'nfkc-lower-case',
    semantic: false,
    reproducible: true,
  };
}

/** Hashed character n-grams: needs nothing, always works, knows characters and no meaning; its space says `semantic: false`. */
export class MockEmbeddingModel extends EmbeddingModel {
  override readonly space: EmbeddingSpace;
  override readonly limits = { maxTokens: 100_000, textsPerCall: 256 };
  override readonly outputs = ['dense'] as const;
  #closed = false;

  constructor(dimensions = 256) {
    super();
    this.space = mockSpace(dimensions);
  }

  override prepare(text: string, _role: EmbeddingRole): string {
    return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
  }

  override async embed(
    texts: readonly string[],
    role: EmbeddingRole,
    options: EmbedOptions = {},
  ): Promise<Float32Array> {
    if (this.#closed) throw new EmbeddingError('mock', 'it was closed.');
    const { dimensions } = this.space;
    const vectors = new Float32Array(texts.length * dimensions);
    for (const [row, text] of texts.entries()) {
      options.signal?.throwIfAborted();
      vectors.set(characterNGramVector(this.prepare(text, role), dimensions), row * dimensions);
    }
    options.signal?.throwIfAborted();
    return vectors;
  }

  override async close(): Promise<void> {
    this.#closed = true;
  }
}
