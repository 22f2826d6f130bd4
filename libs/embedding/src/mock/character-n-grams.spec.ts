import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterNGramVector } from './character-n-grams.js';

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
