import { readRow, rowCount, type StringTable } from './string-table.js';

/** Finds rows of a string table by their text: an open-addressing hash table of row numbers. */
export interface RowFinder {
  readonly table: StringTable;
  /** Row number + 1, or 0 for a free slot; a power of two of them. */
  readonly slots: Uint32Array;
}

/** Indexes a table whose rows are all different. */
export function rowFinderOf(table: StringTable): RowFinder {
  const rows = rowCount(table);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(rows * 2, 2))));
  for (let row = 0; row < rows; row++) {
    let slot = hashOf(readRow(table, row)) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = row + 1;
  }
  return { table, slots };
}

/** The row with this text, or undefined. */
export function findRow({ table, slots }: RowFinder, text: string): number | undefined {
  let slot = hashOf(text) & (slots.length - 1);
  for (let found = slots[slot] ?? 0; found !== 0; found = slots[slot] ?? 0) {
    if (readRow(table, found - 1) === text) return found - 1;
    slot = (slot + 1) & (slots.length - 1);
  }
  return undefined;
}

/** FNV-1a over UTF-16 units, its bits mixed once more so that the low ones are good. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
