import { describe, expect, it } from 'vitest';
import { TableGrowth } from './table-growth.js';

describe('TableGrowth', () => {
  it('has a table analyzed once it is worth it, and again when it has grown by half', () => {
    const growth = new TableGrowth();
    growth.note('INSERT INTO node (id) VALUES ($1)', 500);
    expect(growth.due()).toEqual([]);
    growth.note('  UPDATE node t SET url = $1', 1);
    growth.note('SELECT 1 FROM question', 9_999);
    expect(growth.due()).toEqual(['node']);
    growth.analyzed('node', 4_000);
    growth.note('DELETE FROM node WHERE true', 2_000);
    expect(growth.due()).toEqual([]);
    growth.note('\n    INSERT INTO node SELECT 1', 1);
    expect(growth.due()).toEqual(['node']);
  });
});
