import type { EmbeddingOutput, EmbeddingRole, EmbedOptions } from '../embedding-model.js';
import { HybridEmbeddingModel, type TextVectors } from '../bge/text-vectors.js';
import { FakeEmbeddingModel } from './fake-embedding-model.js';

/** A model of three outputs whose tokens are the characters of a text: each weighs 0.5 and has the unit vector of its code modulo 4. */
export class FakeHybridEmbeddingModel extends HybridEmbeddingModel {
  readonly #dense = new FakeEmbeddingModel();
  override readonly space = this.#dense.space;
  override readonly limits = this.#dense.limits;
  override readonly outputs = ['dense', 'lexical-weights', 'multi-vector'] as const;
  /** The texts and outputs of every call. */
  readonly calls: { readonly texts: readonly string[]; readonly outputs: readonly EmbeddingOutput[] }[] = [];

  override prepare(text: string): string {
    return text;
  }

  override embed(texts: readonly string[], role: EmbeddingRole, options: EmbedOptions = {}): Promise<Float32Array> {
    return this.#dense.embed(texts, role, options);
  }

  override async embedAll(
    texts: readonly string[],
    role: EmbeddingRole,
    { outputs, ...options }: EmbedOptions & { readonly outputs: readonly EmbeddingOutput[] },
  ): Promise<TextVectors> {
    this.calls.push({ texts, outputs });
    const codes = texts.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
    return {
      dense: await this.embed(texts, role, options),
      ...(outputs.includes('lexical-weights')
        ? { lexicalWeights: codes.map((tokens) => new Map(tokens.map((code) => [code, 0.5]))) }
        : {}),
      ...(outputs.includes('multi-vector')
        ? { multiVectors: codes.map((tokens) => ({ dimensions: 4, values: Float32Array.from(tokens.flatMap(unit)) })) }
        : {}),
    };
  }

  override close(): Promise<void> {
    return this.#dense.close();
  }
}

function unit(code: number): readonly number[] {
  return [0, 1, 2, 3].map((place) => (code % 4 === place ? 1 : 0));
}
