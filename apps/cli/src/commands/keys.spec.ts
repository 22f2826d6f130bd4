import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createApiKey } from '../commands/keys.js';

describe('createApiKey', () => {
  it('makes a key of 256 bits whose entry holds its digest alone', () => {
    const { key, entry } = createApiKey('alice', 'read');
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect(entry).toBe(`alice:read:${createHash('sha256').update(key).digest('hex')}`);
  });

  it('never makes the same key again', () => {
    expect(new Set(Array.from({ length: 100 }, () => createApiKey('a', 'read').key)).size).toBe(100);
  });
});
