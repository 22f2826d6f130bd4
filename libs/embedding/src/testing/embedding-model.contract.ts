import { embeddingSpaceSchema } from '@lexhop/graph-model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddingModel, EmbeddingRole } from '../embedding-model.js';

const roles: readonly EmbeddingRole[] = ['query', 'passage', 'question'];
const texts = [
  '著作權法第一條',
  '雇主不得預扣勞工工資作為違約金或賠償費用。',
  'May an employer withhold wages?',
  '',
  '  　\n',
];

/**
 * What every embedding model promises.
 * @param open a fresh model; it is closed by the suite.
 * @param tolerance how far a text's numbers may differ between one call and another.
 */
export function describeEmbeddingModel(name: string, open: () => Promise<EmbeddingModel>, tolerance = 1e-5): void {
  describe(`${name}, as an embedding model`, () => {
    let model: EmbeddingModel;
    beforeAll(async () => {
      model = await open();
    });
    afterAll(() => model.close());

    const row = (vectors: Float32Array, index: number) =>
      vectors.subarray(index * model.space.dimensions, (index + 1) * model.space.dimensions);

    it('names its space in full', () => {
      expect(embeddingSpaceSchema.parse(model.space)).toEqual(model.space);
      expect(model.limits.maxTokens).toBeGreaterThan(0);
      expect(model.limits.textsPerCall).toBeGreaterThan(0);
      expect(model.limits.bytesPerCall).toBeGreaterThan(0);
      expect(model.outputs).toContain('dense');
    });

    it.each(roles)('gives one unit vector for each %s, empty texts too', async (role) => {
      const vectors = await model.embed(texts, role);
      expect(vectors).toHaveLength(texts.length * model.space.dimensions);
      for (const index of texts.keys()) expect(Math.hypot(...row(vectors, index))).toBeCloseTo(1, 4);
    });

    it('gives nothing for nothing', async () => {
      expect(await model.embed([], 'passage')).toHaveLength(0);
    });

    it('gives the same vector for the same text, wherever it stands', async () => {
      const doubled = await model.embed([...texts, ...texts.toReversed()], 'passage');
      for (const index of texts.keys()) {
        const mirrored = row(doubled, 2 * texts.length - 1 - index);
        expect(largestDifference(row(doubled, index), mirrored)).toBeLessThanOrEqual(tolerance);
      }
    });

    it('gives the same vector alone and among others, where its space says so', async () => {
      const together = await model.embed(texts, 'passage');
      for (const [index, text] of texts.entries()) {
        const difference = largestDifference(await model.embed([text], 'passage'), row(together, index));
        expect(difference).toBeLessThanOrEqual(model.space.reproducible ? tolerance : 1);
      }
    });

    it('gives texts prepared alike the same vector, whatever their role', async () => {
      const text = texts[1] ?? '';
      const passage = await model.embed([text], 'passage');
      for (const role of roles.filter((other) => model.prepare(text, other) === model.prepare(text, 'passage'))) {
        expect(largestDifference(await model.embed([text], role), passage)).toBeLessThanOrEqual(tolerance);
      }
    });

    it('does not begin what was called off', async () => {
      const reason = new Error('called off');
      await expect(model.embed(texts, 'passage', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it('refuses to embed after it was closed', async () => {
      const other = await open();
      await other.close();
      await other.close();
      await expect(other.embed(texts, 'passage')).rejects.toMatchObject({ code: 'embedding-failed', retryable: false });
    });
  });
}

function largestDifference(one: Float32Array, other: Float32Array): number {
  expect(one).toHaveLength(other.length);
  return one.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (other[index] ?? Infinity))), 0);
}
