import { describe, expect, it } from 'vitest';
import { MockEmbeddingModel } from './mock-embedding-model.js';

describe('MockEmbeddingModel', () => {
  it('says that its vectors know no meaning', () => {
    expect(new MockEmbeddingModel().space).toMatchObject({ provider: 'mock', dimensions: 256, semantic: false });
  });

  it('tells how fast it was', async () => {
    const model = new MockEmbeddingModel();
    expect(model.runtime()).toEqual({ device: 'cpu', loaded: true });
    await model.embed(['第一條'], 'passage');
    expect(model.runtime().textsPerSecond).toBeGreaterThan(0);
  });

  it('does not tell full-width from half-width, nor capitals from small letters', async () => {
    const model = new MockEmbeddingModel();
    const [full, half] = await Promise.all([
      model.embed(['ＡＢＣ　１２'], 'passage'),
      model.embed(['abc 12'], 'passage'),
    ]);
    expect(full).toEqual(half);
  });

  it('finds the article that shares words with the question', async () => {
    const model = new MockEmbeddingModel();
    const articles = [
      '雇主不得預扣勞工工資作為違約金或賠償費用。',
      '著作權人專有重製其著作之權利。',
      '商標自註冊公告當日起，由權利人取得商標權。',
    ];
    const vectors = await model.embed(['雇主可以預扣工資嗎', ...articles], 'passage');
    const similarities = [1, 2, 3].map((row) =>
      vectors.subarray(0, 256).reduce((sum, value, place) => sum + value * (vectors[row * 256 + place] ?? 0), 0),
    );
    expect(similarities.indexOf(Math.max(...similarities))).toBe(0);
  });
});
