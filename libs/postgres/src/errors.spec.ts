import { describe, expect, it } from 'vitest';
import { storeErrorOf } from './errors.js';

const thrown = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('what PostgreSQL throws', () => {
  it.each([
    ['XX001', 'missing chunk number 0 for toast value 17194 in pg_toast_16419'],
    ['58P01', 'could not open file "base/5/16441": No such file or directory'],
    ['XX000', 'unexpected data beyond EOF in block 0 of relation "base/5/16408"'],
    ['XX000', 'could not open relation with OID 16408'],
    ['XX000', 'cache lookup failed for index 16411'],
  ])('with %s, %s, is a damaged store', (code, message) => {
    expect(storeErrorOf('data', thrown(code, message))).toMatchObject({ code: 'store-damaged', reason: message });
  });

  it.each(['tuple concurrently updated', 'Max client connections reached'])(
    'with XX000, %s, is none, and stays as it came',
    (message) => {
      const error = thrown('XX000', message);
      expect(storeErrorOf('data', error)).toBe(error);
    },
  );
});
