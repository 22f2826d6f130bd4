import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findApiKey, parseApiKeys } from './api-keys.js';

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
