import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findApiKey, parseApiKeys, presentedKey } from './api-keys.js';

const entryOf = (name: string, role: string, key: string) =>
  `${name}:${role}:${createHash('sha256').update(key).digest('hex')}`;

describe('API keys', () => {
  it('admit exactly the key that was made for them', () => {
    const keys = parseApiKeys(`${entryOf('alice', 'read', 'one')},${entryOf('bob', 'admin', 'other')}`);
    expect(findApiKey(keys, 'one')).toMatchObject({ name: 'alice', role: 'read' });
    expect(findApiKey(keys, 'other')).toMatchObject({ name: 'bob', role: 'admin' });
    expect(findApiKey(keys, 'onex')).toBeUndefined();
    expect(findApiKey(keys, undefined)).toBeUndefined();
  });

  it('are refused with the place of the wrong entry and without its text', () => {
    expect(() => parseApiKeys(`${entryOf('alice', 'read', 'one')},bob:root:abc`)).toThrow(
      'LEXHOP_API_KEYS is "***": entry 2 is not name:role:sha256hex',
    );
  });
});

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
