import { createHash, randomBytes } from 'node:crypto';

/** A new key of 256 random bits, and the entry of LEXHOP_API_KEYS that admits it without holding it. */
export function createApiKey(name: string, role: string): { readonly key: string; readonly entry: string } {
  const key = randomBytes(32).toString('base64url');
  return { key, entry: `${name}:${role}:${createHash('sha256').update(key).digest('hex')}` };
}
