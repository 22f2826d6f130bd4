import { describe, expect, it } from 'vitest';
import { rangesOfStatutes, statuteRanges } from './draw-text-edges.js';

describe('statuteRanges', () => {
  it('cuts no statute, and makes one range of those within one', () => {
    const ranges = [
      { from: 'A:1', to: 'A:9', count: 9 },
      { from: 'A:91', to: 'B:2', count: 9 },
      { from: 'B:3', to: 'C:1', count: 9 },
    ];
    expect(statuteRanges(ranges)).toEqual([
      { from: 'A:', to: 'A:\uffff', count: 9 },
      { from: 'A:\uffff', to: 'B:\uffff', count: 9 },
      { from: 'B:\uffff', to: 'C:\uffff', count: 9 },
    ]);
  });
});

describe('rangesOfStatutes', () => {
  it('begins and ends each range with a statute, in order, and counts statutes', () => {
    expect(rangesOfStatutes(['C', 'A', 'A1'], 2)).toEqual([
      { from: 'A1:', to: 'A:\uffff', count: 2 },
      { from: 'C:', to: 'C:\uffff', count: 1 },
    ]);
    expect(rangesOfStatutes([], 2)).toEqual([]);
  });
});
