import { createHash, timingSafeEqual } from 'node:crypto';
import { secret, SettingError } from '@lexhop/foundation';
import { type Role, roles } from './access-books.js';
import { z } from 'zod';

/** Who may come in, wherever an app listens. */
export const accessSettings = z.object({
  LEXHOP_API_KEYS: z
    .string()
    .optional()
    .meta(secret)
    .describe(
      'Keys as name:role:sha256hex, separated by commas; roles are read, build and admin. With none, and none in the books (`lexhop keys add`), a loopback address asks for none, and no other answers.',
    ),
});

/** A key as it is kept: never the key itself. */
export interface ApiKey {
  readonly name: string;
  readonly role: Role;
  /** The graphs that it opens; all where it names none. */
  readonly graphs: readonly string[] | null;
  readonly digest: Buffer;
}

/** Whether a role may do what asks for another. */
export function mayDo(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Reads `name:role:sha256hex,…`. Throws a SettingError that does not repeat the value. */
export function parseApiKeys(value: string | undefined): readonly ApiKey[] {
  if (value === undefined) return [];
  return value.split(',').map((entry, place) => {
    const match = /^([a-z0-9-]{1,64}):(read|build|admin):([0-9a-f]{64})$/.exec(entry.trim());
    const [, name, role, digest] = match ?? [];
    if (!name || !digest)
      throw new SettingError('LEXHOP_API_KEYS', '***', `entry ${place + 1} is not name:role:sha256hex`);
    return { name, role: role as Role, graphs: null, digest: Buffer.from(digest, 'hex') };
  });
}

/** What is kept of a key. Keys are 256-bit random, so one SHA-256 is enough. */
export function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** The key that was presented, or undefined; compared in constant time. */
export function findApiKey(keys: readonly ApiKey[], presented: string | undefined): ApiKey | undefined {
  if (presented === undefined) return undefined;
  const digest = digestOf(presented);
  return keys.find((key) => timingSafeEqual(key.digest, digest));
}

/** The ways a key may come: a program sends `Bearer KEY`; a browser that is sent to a page asks for a password and sends `Basic`. */
type KeyScheme = 'Bearer' | 'Basic';

/** The key of an Authorization header, in one of the schemes; undefined where there is none. In Basic it is the password, whatever the name. */
export function presentedKey(authorization: string | undefined, schemes: readonly KeyScheme[]): string | undefined {
  const match = /^(Bearer|Basic) (\S{1,400})$/.exec(authorization ?? '');
  const [, scheme, value] = match ?? [];
  const admitted = schemes.find((candidate) => candidate === scheme);
  if (value === undefined || admitted === undefined) return undefined;
  if (admitted === 'Bearer') return value;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined;
}
