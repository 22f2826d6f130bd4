import { because, Turns } from '@lexhop/foundation';
import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { EmbeddingProvider } from './chain/embedding-provider.js';
import type { EmbedAllOptions, EmbeddingRole, ModelRuntime } from './embedding-model.js';
import { RunningModel } from './running-model.js';

/** The space of the mock with so many dimensions. */
function mockSpace(dimensions = 256): EmbeddingSpace {
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

/** Hashes character n-grams. It needs nothing and always works, but its vectors know characters and no meaning: its space says `semantic: false`. */
export class MockEmbeddingModel extends RunningModel {
  override readonly space: EmbeddingSpace;
  override readonly limits = { maxTokens: 100_000, textsPerCall: 256, bytesPerCall: Infinity };
  override readonly outputs = ['dense'] as const;

  constructor(dimensions = 256) {
    super('mock');
    this.space = mockSpace(dimensions);
  }

  override prepare(text: string, _role: EmbeddingRole): string {
    return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
  }

  protected override state(): ModelRuntime {
    return { device: 'cpu', loaded: true };
  }

  protected override async vectors(texts: readonly string[], role: EmbeddingRole, { signal }: EmbedAllOptions) {
    const { dimensions } = this.space;
    const turns = new Turns();
    const dense = new Float32Array(texts.length * dimensions);
    for (const [row, text] of texts.entries()) {
      signal?.throwIfAborted();
      dense.set(characterNGramVector(this.prepare(text, role), dimensions), row * dimensions);
      if (turns.over) await turns.next();
    }
    signal?.throwIfAborted();
    return { dense, tokens: 0 };
  }
}

/** The mock as a provider: always works, and its space says `semantic: false`. */
export function mockProvider(dimensions?: number): EmbeddingProvider {
  const { provider, model } = mockSpace(dimensions);
  return {
    name: 'mock',
    serves: (space) => space.provider === provider && space.model === model,
    semantic: false,
    outlook: async () => ({
      state: 'ready',
      ...because('needs-nothing', 'it needs nothing, and its vectors know characters and no meaning.'),
    }),
    open: async () => new MockEmbeddingModel(dimensions),
  };
}

const longestNGram = 3;
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/**
 * A unit vector of a text's character 1- to 3-grams, each hashed (FNV-1a) to a place and a sign; counts weigh by their square root.
 * The same text always has the same vector, on every machine; texts that share characters are near.
 */
export function characterNGramVector(text: string, dimensions: number): Float32Array {
  const sums = new Float64Array(dimensions);
  for (const [hash, count] of nGramCounts(text)) {
    const place = (hash >>> 1) % dimensions;
    sums[place] = (sums[place] ?? 0) + (hash & 1 ? 1 : -1) * Math.sqrt(count);
  }
  return unitVector(sums);
}

function nGramCounts(text: string): ReadonlyMap<number, number> {
  // The borders stand for the ends of the text, so that even an empty text has n-grams.
  const characters = Array.from(`\u0002${text}\u0003`, (character) => character.codePointAt(0) ?? 0);
  const counts = new Map<number, number>();
  for (let start = 0; start < characters.length; start++) {
    let hash = offsetBasis;
    for (const character of characters.slice(start, start + longestNGram)) {
      hash = Math.imul(hash ^ character, prime);
      const mixed = mix(hash);
      counts.set(mixed, (counts.get(mixed) ?? 0) + 1);
    }
  }
  return counts;
}

/** The finaliser of MurmurHash3: the low bits of FNV-1a depend on each other, and this spreads them. */
function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function unitVector(sums: Float64Array): Float32Array {
  const norm = Math.hypot(...sums);
  if (norm === 0) return Float32Array.from(sums, (_, place) => (place === 0 ? 1 : 0));
  return Float32Array.from(sums, (sum) => sum / norm);
}
