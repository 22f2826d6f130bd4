import { EventLoopWatch } from '@lexhop/foundation/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterNGramVector, MockEmbeddingModel } from './mock-embedding-model.js';
import { describeEmbeddingModel } from './testing/embedding-model.contract.js';
import { FakeEmbeddingModel } from './testing/fake-embedding-model.js';

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

  it('leaves the event loop free between texts, and stops there when it is called off', async () => {
    const model = new MockEmbeddingModel();
    const [long] = longTexts(1);
    const texts = longTexts(250);
    const watch = new EventLoopWatch();
    const vectors = await model.embed(texts, 'passage');
    expect(watch.stop()).toBeLessThan(200);
    expect(vectors.subarray(0, 256)).toEqual(await model.embed([long ?? ''], 'passage'));
    const controller = new AbortController();
    const calledOff = model.embed(texts, 'passage', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(calledOff).rejects.toThrow('enough');
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

/** Of 4,000 characters each. */
const longTexts = (count: number) =>
  Array.from({ length: count }, (_, row) =>
    String.fromCodePoint(...Array.from({ length: 4_000 }, (_unused, place) => 0x4e00 + ((place * 31 + row) % 5_000))),
  );

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, place) => sum + value * (b[place] ?? 0), 0);
const letters = (alphabet: string) =>
  fc
    .array(fc.constantFrom(...alphabet.split('')), { minLength: 12, maxLength: 60 })
    .map((characters) => characters.join(''));

describe('characterNGramVector', () => {
  it('has unit length for any text, the empty one too', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.integer({ min: 1, max: 512 }),
        (text, dimensions) => {
          const vector = characterNGramVector(text, dimensions);
          expect(Math.sqrt(dot(vector, vector))).toBeCloseTo(1, 5);
        },
      ),
    );
  });

  it('is the same for the same text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(characterNGramVector(text, 256)).toEqual(characterNGramVector(text, 256));
      }),
    );
  });

  it('is the same on every machine and in every version', () => {
    const vector = characterNGramVector('著作權', 8);
    expect([...vector].map((value) => Number(value.toFixed(4)))).toMatchInlineSnapshot(`
      [
        -0.2887,
        0,
        -0.2887,
        0.2887,
        0.5774,
        0,
        0.2887,
        0.5774,
      ]
    `);
  });

  it('is nearer to the text with one character more than to a text of other characters', () => {
    fc.assert(
      fc.property(letters('一二三四五六七八九十百千'), letters('甲乙丙丁戊己庚辛壬癸子丑'), (text, unrelated) => {
        const vector = characterNGramVector(text, 256);
        const near = dot(vector, characterNGramVector(`${text}條`, 256));
        expect(near).toBeGreaterThan(dot(vector, characterNGramVector(unrelated, 256)));
      }),
    );
  });
});

describeEmbeddingModel('the fake', async () => new FakeEmbeddingModel());
describeEmbeddingModel('the mock', async () => new MockEmbeddingModel());
describeEmbeddingModel('the mock with 1,024 dimensions', async () => new MockEmbeddingModel(1024));
