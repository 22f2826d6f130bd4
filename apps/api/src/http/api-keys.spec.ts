import { describe, expect, it } from 'vitest';
import { createApiKey, findApiKey, parseApiKeys } from './api-keys.js';

describe('API keys', () => {
  it('admit exactly the key that was made for them', () => {
    const [reader, admin] = [createApiKey('alice', 'read'), createApiKey('bob', 'admin')];
    const keys = parseApiKeys(`${reader.entry},${admin.entry}`);
    expect(findApiKey(keys, reader.key)).toMatchObject({ name: 'alice', role: 'read' });
    expect(findApiKey(keys, admin.key)).toMatchObject({ name: 'bob', role: 'admin' });
    expect(findApiKey(keys, `${reader.key}x`)).toBeUndefined();
    expect(findApiKey(keys, undefined)).toBeUndefined();
  });

  it('are refused with the place of the wrong entry and without its text', () => {
    const { entry } = createApiKey('alice', 'read');
    expect(() => parseApiKeys(`${entry},bob:root:abc`)).toThrow(
      'LEXHOP_API_KEYS is "***": entry 2 is not name:role:sha256hex',
    );
  });
});
