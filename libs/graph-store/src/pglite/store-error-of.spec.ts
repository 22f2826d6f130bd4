import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { DataDirectoryError } from '../errors/data-directory-error.js';
import { StaleRunError } from '../errors/stale-run-error.js';
import { StoreFullError } from '../errors/store-full-error.js';
import { storeErrorOf } from './store-error-of.js';

const withCode = (message: string, code: string) => Object.assign(new Error(message), { code, params: ['a text'] });

describe('storeErrorOf', () => {
  it('knows a full disk however it is told', () => {
    const told = [
      withCode('could not extend file', '53100'),
      withCode('write', 'ENOSPC'),
      { name: 'ErrnoError', errno: 51 },
      new Error('PANIC:  could not write to file "pg_wal/xlogtemp.42": No space left on device'),
    ];
    for (const thrown of told) expect(storeErrorOf('/data', thrown)).toBeInstanceOf(StoreFullError);
    expect(storeErrorOf('/data', told[0]).message).toContain('/data');
  });

  it('says why a directory can not be used', () => {
    expect(storeErrorOf('/data', withCode('mkdir', 'EACCES'))).toBeInstanceOf(DataDirectoryError);
    expect(storeErrorOf('/data', { name: 'ErrnoError', errno: 69 }).message).toContain('read-only');
  });

  it('passes on what the store itself says', () => {
    const stale = new StaleRunError('g', 1, 2);
    expect(storeErrorOf('/data', stale)).toBe(stale);
  });

  it('takes no parameters of a statement along', () => {
    const error = storeErrorOf('/data', withCode('syntax error', '42601'));
    expect(error.message).toBe('The graph store in /data failed: syntax error (42601).');
    expect(inspect(error, { depth: 5 })).not.toContain('a text');
  });
});
