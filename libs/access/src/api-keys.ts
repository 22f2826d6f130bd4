import { createHash, timingSafeEqual } from 'node:crypto';
import { secret, SettingError } from '@lexhop/foundation';
import { z } from 'zod';

/** The roles, least first. Each may also do what the roles before it may. */
export const roleSchema = z.enum(['read', 'build', 'admin']);
export type Role = z.infer<typeof roleSchema>;

/** What is known of a key. The key itself is never stored. */
export interface ApiKey {
  readonly name: string;
  readonly role: Role;
  /** The graphs that it opens; all where it names none. */
  readonly graphs: readonly string[] | null;
  /** SHA-256 of the key, in hex. */
  readonly digest: string;
}

/** The settings for API keys, the same for every app that listens. */
export const accessSettings = z.object({
  LEXHOP_API_KEYS: z
    .string()
    .optional()
    .meta(secret)
    .describe(
      'API keys as name:role:sha256hex, separated by commas; the roles are read, build and admin. Where there is no key, here or in the books (`lexhop keys add`), a server on a loopback address asks for none, and on any other address it does not start.',
    ),
});

/** Whether a role may do what needs another role: a higher role may do everything that a lower one may. */
export function mayDo(role: Role, needed: Role): boolean {
  const roles = roleSchema.options;
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
    return { name, role: role as Role, graphs: null, digest };
  });
}

/** The SHA-256 of a key, in hex. Keys have 256 random bits, so they need no salt and no slow hash. */
export function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Finds the key that was presented among known ones, or gives undefined. Compares in constant time. */
export function findApiKey(keys: readonly ApiKey[], presented: string | undefined): ApiKey | undefined {
  if (presented === undefined) return undefined;
  const digest = Buffer.from(digestOf(presented));
  return keys.find((key) => timingSafeEqual(Buffer.from(key.digest), digest));
}

/** The schemes of the Authorization header that carry a key: programs send `Bearer KEY`; a browser that opens a page asks for a password and sends `Basic`. */
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
