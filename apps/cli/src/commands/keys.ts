import { createHash, randomBytes } from 'node:crypto';
import type { Output } from '../terminal/output.js';

/** A new key of 256 random bits, and the entry of LEXHOP_API_KEYS that admits it without holding it. */
export function createApiKey(name: string, role: string): { readonly key: string; readonly entry: string } {
  const key = randomBytes(32).toString('base64url');
  return { key, entry: `${name}:${role}:${createHash('sha256').update(key).digest('hex')}` };
}

interface CreateKeyOptions {
  readonly role: string;
  readonly json?: boolean;
}

/** `lexhop keys create NAME`: shows the key, which is kept nowhere, and what the server has to be told. */
export function createKeyCommand(output: Output, name: string, { role, json }: CreateKeyOptions): void {
  const { key, entry } = createApiKey(name, role);
  if (json) return output.json({ name, role, key, entry });
  output.line(`key (shown this once; for ${name}):`);
  output.line(`  ${key}`);
  output.line('entry for LEXHOP_API_KEYS of the server, separated from others by a comma:');
  output.line(`  ${entry}`);
  output.line('A command sends the key from LEXHOP_API_KEY, a request as `Authorization: Bearer KEY`.');
}
