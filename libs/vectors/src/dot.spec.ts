import { describe, expect, it } from 'vitest';
import { cosine, dot, dotOfRows } from './dot.js';

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

describe('cosine', () => {
  it('does not depend on length', () => {
    expect(cosine(Float32Array.of(3, 4), Float32Array.of(30, 40))).toBeCloseTo(1, 12);
    expect(cosine(Float32Array.of(3, 4), Float32Array.of(-4, 3))).toBe(0);
    expect(cosine(Float32Array.of(1, 0), Float32Array.of(-7, 0))).toBe(-1);
  });

  it('is 0 with a zero vector', () => {
    expect(cosine(Float32Array.of(0, 0), Float32Array.of(1, 2))).toBe(0);
  });
});
