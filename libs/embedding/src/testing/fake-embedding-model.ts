import { SilentLogger } from '@lexhop/foundation';
import type { EmbeddingSpace } from '@lexhop/graph-model';
import { EmbeddingChain } from '../chain/embedding-chain.js';
import type { EmbeddingProvider } from '../chain/embedding-provider.js';
import {
  type EmbedAllOptions,
  EmbeddingModel,
  type EmbeddingRole,
  type TextVectors,
  type VectorOutput,
} from '../embedding-model.js';
import { EmbeddingError } from '../errors.js';
import { characterNGramVector } from '../mock-embedding-model.js';

/** What a fake is told to be. */
interface FakeEmbedding {
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

  override async embedAll(
    texts: readonly string[],
    role: EmbeddingRole,
    { signal }: EmbedAllOptions,
  ): Promise<TextVectors> {
    signal?.throwIfAborted();
    if (this.#closed) throw new EmbeddingError('fake', 'it was closed.');
    if (this.failure) throw this.failure;
    this.calls.push(texts);
    const { dimensions } = this.space;
    const dense = new Float32Array(texts.length * dimensions);
    for (const [row, text] of texts.entries()) dense.set(this.#vector(this.prepare(text, role)), row * dimensions);
    return { dense };
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

/** A model of three outputs whose tokens are the characters of a text: each weighs 0.5 and has the unit vector of its code modulo 4. */
export class FakeHybridEmbeddingModel extends EmbeddingModel {
  readonly #dense = new FakeEmbeddingModel();
  override readonly space = this.#dense.space;
  override readonly limits = this.#dense.limits;
  override readonly outputs = ['dense', 'sparse', 'multi-vector'] as const;
  /** The texts and outputs of every call. */
  readonly calls: { readonly texts: readonly string[]; readonly outputs: readonly VectorOutput[] }[] = [];

  override prepare(text: string): string {
    return text;
  }

  override async embedAll(
    texts: readonly string[],
    role: EmbeddingRole,
    options: EmbedAllOptions,
  ): Promise<TextVectors> {
    const { outputs } = options;
    this.calls.push({ texts, outputs });
    const codes = texts.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
    return {
      ...(await this.#dense.embedAll(texts, role, options)),
      ...(outputs.includes('sparse') && {
        sparse: codes.map((tokens) => new Map(tokens.map((code) => [code, 0.5]))),
      }),
      ...(outputs.includes('multi-vector') && {
        multiVectors: codes.map((tokens) => ({ dimensions: 4, values: Float32Array.from(tokens.flatMap(unit)) })),
      }),
    };
  }

  override close(): Promise<void> {
    return this.#dense.close();
  }
}

function unit(code: number): readonly number[] {
  return [0, 1, 2, 3].map((place) => (code % 4 === place ? 1 : 0));
}

/** A provider that remembers how it was opened. */
interface FakeProvider extends EmbeddingProvider {
  readonly model: FakeEmbeddingModel;
  /** Whether each opening might download. */
  readonly downloads: boolean[];
}

/** A provider of a fake model; `works` may throw. */
export function aProvider(name: string, works: () => unknown = () => undefined): FakeProvider {
  const model = new FakeEmbeddingModel({ space: { model: name } });
  const downloads: boolean[] = [];
  return {
    name,
    model,
    downloads,
    semantic: true,
    serves: (space) => space.model === name,
    outlook: async () => ({ state: 'ready', reason: 'it is here.' }),
    open: async ({ download }) => {
      downloads.push(download);
      await works();
      return model;
    },
  };
}

/** A chain of these providers in this order, or of those named. */
export function aChain(providers: readonly EmbeddingProvider[], chain = providers.map(({ name }) => name).join(',')) {
  return new EmbeddingChain({ providers, chain, logger: new SilentLogger() });
}

/** Works that do not, with this sentence. */
export const fails = (sentence: string) => () => Promise.reject(new EmbeddingError('it', sentence));
