import { describe, expect, it } from 'vitest';
import { indexOf } from '../testing/graph-fixture.js';
import { describeGraphReader } from '../testing/graph-reader.contract.js';
import { InMemoryGraphReader, RecentRows } from './in-memory-graph-reader.js';

describeGraphReader('The in-memory reader', async (graph) => ({
  reader: new InMemoryGraphReader(indexOf(graph)),
  close: async () => {},
}));

describe('RecentRows', () => {
  it('reads a row once while it is kept, and again when newer ones took its place', () => {
    const read: number[] = [];
    const rows = new RecentRows(2, (row) => {
      read.push(row);
      return `row ${row}`;
    });
    expect([7, 7, 8, 9, 8, 7].map((row) => rows.get(row))).toEqual([7, 7, 8, 9, 8, 7].map((row) => `row ${row}`));
    expect(read).toEqual([7, 8, 9, 7]);
  });
});
