import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRow, readRow, rowCount, rowFinderOf, type StringTable, StringTableBuilder } from './tables.js';

function tableOf(rows: readonly string[]): StringTable {
  const builder = new StringTableBuilder();
  for (const row of rows) builder.add(row);
  return builder.finish();
}

const texts = fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 200 });

describe('a string table', () => {
  it('gives back every row as it was', () => {
    fc.assert(
      fc.property(texts, (rows) => {
        const table = tableOf(rows);
        expect(rows.map((_, row) => readRow(table, row))).toEqual(rows);
        expect(rowCount(table)).toBe(rows.length);
      }),
    );
  });

  it('grows past its first memory', () => {
    const rows = Array.from({ length: 3000 }, (_, row) => `第 ${row} 條${'，'.repeat(row % 50)}`);
    expect(readRow(tableOf(rows), 2999)).toBe(rows[2999]);
  });

  it('refuses a row that is not there', () => {
    expect(() => readRow(tableOf(['only']), 1)).toThrow(RangeError);
  });
});

describe('a row finder', () => {
  it('finds every row by its text, and nothing else', () => {
    fc.assert(
      fc.property(texts, fc.string(), (rows, other) => {
        const finder = rowFinderOf(tableOf(rows));
        expect(rows.map((text) => findRow(finder, text))).toEqual([...rows.keys()]);
        expect(findRow(finder, other) ?? -1).toBe(rows.indexOf(other));
      }),
    );
  });
});
