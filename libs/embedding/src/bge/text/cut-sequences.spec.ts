import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSequences } from './cut-sequences.js';

const idsOf = (length: number) => [0, ...Array.from({ length }, (_, index) => 10 + index), 2];

describe('cutSequences', () => {
  it('leaves a text that fits alone', () => {
    expect(cutSequences(idsOf(6), { kind: 'chunks', length: 8, overlap: 2 })).toEqual([
      { ids: idsOf(6), repeated: 0, last: true },
    ]);
  });

  it('truncates before the last special token', () => {
    const [sequence, ...others] = cutSequences(idsOf(7), { kind: 'truncate', length: 5 });
    expect(sequence?.ids).toEqual([0, 10, 11, 12, 2]);
    expect(others).toEqual([]);
  });

  it('cuts into pieces that repeat the end of the one before', () => {
    const sequences = cutSequences(idsOf(9), { kind: 'chunks', length: 6, overlap: 1 });
    expect(sequences.map(({ ids }) => ids)).toEqual([
      [0, 10, 11, 12, 13, 2],
      [0, 13, 14, 15, 16, 2],
      [0, 16, 17, 18, 2],
    ]);
    expect(sequences.map(({ repeated, last }) => [repeated, last])).toEqual([
      [0, false],
      [1, false],
      [1, true],
    ]);
  });

  it('loses and doubles no token, and keeps to the length', () => {
    const cut = fc.record({ tokens: fc.nat(400), length: fc.integer({ min: 4, max: 60 }), overlap: fc.nat(80) });
    fc.assert(
      fc.property(cut, ({ tokens, length, overlap }) => {
        const sequences = cutSequences(idsOf(tokens), { kind: 'chunks', length, overlap });
        expect(Math.max(...sequences.map(({ ids }) => ids.length))).toBeLessThanOrEqual(length);
        const fresh = sequences.flatMap(({ ids, repeated }) => ids.slice(1 + repeated, -1));
        expect([0, ...fresh, 2]).toEqual(idsOf(tokens));
        expect(sequences.filter(({ last }) => last)).toEqual([sequences.at(-1)]);
      }),
    );
  });
});
