import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { ModelRuntime, ReportsRuntime } from '../chain/model-runtime.js';
import { EmbeddingModel, type EmbedOptions, type EmbeddingRole } from '../embedding-model.js';
import { EmbeddingError } from '../errors/embedding-error.js';
import { Throughput } from '../throughput.js';
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
export class MockEmbeddingModel extends EmbeddingModel implements ReportsRuntime {
  override readonly space: EmbeddingSpace;
  override readonly limits = { maxTokens: 100_000, textsPerCall: 256, bytesPerCall: Infinity };
  override readonly outputs = ['dense'] as const;
  readonly #throughput = new Throughput('mock');
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
    const { vectors } = await this.#throughput.measure(texts.length, async () => ({
      vectors: this.#vectors(texts, role, options),
      tokens: 0,
    }));
    return vectors;
  }

  runtime(): ModelRuntime {
    return { device: 'cpu', loaded: true, ...this.#throughput.rates() };
  }

  override async close(): Promise<void> {
    this.#closed = true;
  }

  #vectors(texts: readonly string[], role: EmbeddingRole, { signal }: EmbedOptions): Float32Array {
    const { dimensions } = this.space;
    const vectors = new Float32Array(texts.length * dimensions);
    for (const [row, text] of texts.entries()) {
      signal?.throwIfAborted();
      vectors.set(characterNGramVector(this.prepare(text, role), dimensions), row * dimensions);
    }
    signal?.throwIfAborted();
    return vectors;
  }
}
