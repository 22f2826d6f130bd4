import { describe, expect, it } from 'vitest';
import { dot } from './dot.js';
import { normalise, normaliseRows } from './normalise.js';

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
