import { describe, expect, it } from 'vitest';
import { presentedKey } from './presented-key.js';

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('the key of a request', () => {
  it('is what follows Bearer', () => {
    expect(presentedKey('Bearer k-1', ['Bearer'])).toBe('k-1');
    expect(presentedKey('Bearer k-1', ['Bearer', 'Basic'])).toBe('k-1');
  });

  it('is the password of Basic where that is admitted, whatever the name', () => {
    expect(presentedKey(basic('anyone:k:1'), ['Bearer', 'Basic'])).toBe('k:1');
    expect(presentedKey(basic(':k-1'), ['Bearer', 'Basic'])).toBe('k-1');
    expect(presentedKey(basic('anyone:k-1'), ['Bearer'])).toBeUndefined();
  });

  it.each([undefined, '', 'Bearer', 'Bearer a b', 'Digest x', basic('no colon'), `Bearer ${'k'.repeat(401)}`])(
    'is none in %s',
    (authorization) => {
      expect(presentedKey(authorization, ['Bearer', 'Basic'])).toBeUndefined();
    },
  );
});
