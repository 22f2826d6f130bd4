import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot, dotOfRows, normalise, normaliseRows, packVectors, unpackVectors } from './vector-rows.js';

describe('dot', () => {
  it('adds the products of what stands at the same place, whatever the length', () => {
    for (const length of [0, 1, 3, 4, 5, 8, 11]) {
      const left = Float32Array.from({ length }, (_, at) => at + 1);
      const right = Float32Array.from({ length }, (_, at) => 2 * at - 3);
      const expected = [...left].reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
      expect(dot(left, right)).toBe(expected);
    }
  });

  it('adds in float64, where float32 would lose the small ones', () => {
    expect(dot(Float32Array.of(4096, 1, 0), Float32Array.of(4096, 1, 0))).toBe(16_777_217);
  });

  it('gives the same bits wherever the rows stand', () => {
    const rows = Float32Array.from({ length: 22 }, (_, at) => Math.sin(at));
    const shifted = new Float32Array([9, ...rows]);
    const here = dotOfRows({ vectors: rows, start: 0 }, { vectors: rows, start: 11 }, 11);
    expect(dotOfRows({ vectors: shifted, start: 1 }, { vectors: shifted, start: 12 }, 11)).toBe(here);
  });

  it('refuses vectors of two lengths', () => {
    expect(() => dot(new Float32Array(3), new Float32Array(4))).toThrow(
      'The right vector hold 4 values where 3 are expected.',
    );
  });
});

describe('normalise', () => {
  it('brings a vector to unit length and leaves the given one alone', () => {
    const given = Float32Array.of(3, 4);
    const unit = normalise(given);
    expect([...given]).toEqual([3, 4]);
    expect(unit[0]).toBeCloseTo(0.6, 7);
    expect(dot(unit, unit)).toBeCloseTo(1, 6);
  });

  it('leaves a zero vector zero', () => {
    expect([...normalise(new Float32Array(3))]).toEqual([0, 0, 0]);
  });

  it('brings each row to unit length, in place', () => {
    const rows = Float32Array.of(2, 0, 0, 5, 0, 0);
    expect(normaliseRows(rows, 2)).toBe(rows);
    expect([...rows]).toEqual([1, 0, 0, 1, 0, 0]);
    expect(normaliseRows(new Float32Array(0), 2)).toHaveLength(0);
  });

  it('refuses an array that ends within a row', () => {
    expect(() => normaliseRows(new Float32Array(5), 2)).toThrow('hold 5 values where whole rows of 2 are expected');
  });
});

describe('packVectors and unpackVectors', () => {
  it('write little-endian, four bytes a float', () => {
    expect([...packVectors(Float32Array.of(1, -2))]).toEqual([0, 0, 128, 63, 0, 0, 0, 192]);
  });

  it('give back every float, from wherever the bytes lie', () => {
    fc.assert(
      fc.property(fc.float32Array(), fc.nat(7), (vectors, offset) => {
        const room = new Uint8Array(vectors.byteLength + offset);
        room.set(packVectors(vectors), offset);
        expect(unpackVectors(room.subarray(offset))).toEqual(vectors);
      }),
    );
  });

  it('share no memory with what they are given', () => {
    const vectors = Float32Array.of(1);
    const bytes = packVectors(vectors);
    const back = unpackVectors(bytes);
    bytes.fill(0);
    expect([vectors[0], back[0]]).toEqual([1, 1]);
  });

  it('refuse bytes that end within a float', () => {
    expect(() => unpackVectors(new Uint8Array(6))).toThrow('The packed vectors hold 6 values');
  });
});
