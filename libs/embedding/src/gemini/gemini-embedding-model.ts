import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { ModelRuntime, ReportsRuntime } from '../chain/model-runtime.js';
import { EmbeddingModel, type EmbedOptions, type EmbeddingRole } from '../embedding-model.js';
import { EmbeddingError } from '../errors/embedding-error.js';
import { Throughput } from '../throughput.js';
import { cutText } from './cut-text.js';
import { GeminiClient, type GeminiParts, taskTypes } from './gemini-client.js';

const textsPerRequest = 100;

/** Gemini reads 2,048 tokens and drops the rest without a word; a Han character is one token at most times, two at worst. */
const cutting = { length: 1_000, overlap: 200 };

/** The space of a Gemini model. The provider does not promise that a text gets the same vector again to the last bit. */
export function geminiSpace(model: string, dimensions: number): EmbeddingSpace {
  return {
    provider: 'gemini',
    model,
    revision: 'unversioned',
    dimensions,
    precision: 'fp32',
    preparation: `tasks-${cutting.length}-${cutting.overlap}`,
    semantic: true,
    reproducible: false,
  };
}

/** Google's embedding model over the network. */
export class GeminiEmbeddingModel extends EmbeddingModel implements ReportsRuntime {
  override readonly space: EmbeddingSpace;
  override readonly limits = { maxTokens: 2_048, textsPerCall: textsPerRequest, bytesPerCall: Infinity };
  override readonly outputs = ['dense'] as const;
  readonly #client: GeminiClient;
  readonly #throughput: Throughput;
  #closed = false;

  constructor(private readonly parts: GeminiParts) {
    super();
    this.#throughput = new Throughput(parts.model);
    this.space = geminiSpace(parts.model, parts.dimensions);
    this.#client = new GeminiClient(parts);
  }

  /** The text after the task that the provider is told: the same text has another vector for another task. */
  override prepare(text: string, role: EmbeddingRole): string {
    return `${taskTypes[role]} ${sendable(text)}`;
  }

  override async embed(
    texts: readonly string[],
    role: EmbeddingRole,
    { signal }: EmbedOptions = {},
  ): Promise<Float32Array> {
    signal?.throwIfAborted();
    if (this.#closed) throw new EmbeddingError(this.parts.model, 'it was closed.');
    const distinct = [...new Set(texts.map(sendable))];
    const pieces = distinct.map((text) => cutText(text, cutting));
    const call = async () => ({ vectors: await this.#inRequests(pieces.flat(), role, signal), tokens: 0 });
    const { vectors } = await this.#throughput.measure(texts.length, call);
    let next = 0;
    const means = new Map(
      distinct.map((text, index) => [text, unitMean(vectors.slice(next, (next += pieces[index]?.length ?? 0)))]),
    );
    const rows = new Float32Array(texts.length * this.space.dimensions);
    for (const [row, text] of texts.entries()) rows.set(means.get(sendable(text)) ?? [], row * this.space.dimensions);
    return rows;
  }

  runtime(): ModelRuntime {
    return { device: 'remote', loaded: true, ...this.#throughput.rates() };
  }

  override async close(): Promise<void> {
    this.#closed = true;
  }

  async #inRequests(texts: readonly string[], role: EmbeddingRole, signal: AbortSignal | undefined) {
    const vectors: (readonly number[])[] = [];
    for (let start = 0; start < texts.length; start += textsPerRequest) {
      vectors.push(...(await this.#client.embed(texts.slice(start, start + textsPerRequest), role, signal)));
    }
    return vectors;
  }
}

/** The provider refuses a text without a character. */
function sendable(text: string): string {
  return text.trim() || '-';
}

/** Vectors of fewer than 3,072 dimensions do not come in unit length. */
function unitMean(vectors: readonly (readonly number[])[]): Float32Array {
  const sums = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    const norm = Math.hypot(...vector);
    for (const [place, value] of vector.entries()) sums[place] = (sums[place] ?? 0) + value / norm;
  }
  const norm = Math.hypot(...sums);
  return Float32Array.from(sums, (sum) => sum / norm);
}
