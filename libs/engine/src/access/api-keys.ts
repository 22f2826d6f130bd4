import { createHash, timingSafeEqual } from 'node:crypto';
import { SettingError } from '@lexhop/foundation';

export type Role = 'read' | 'admin';

/** A key as it is kept: never the key itself. */
export interface ApiKey {
  readonly name: string;
  readonly role: Role;
  readonly digest: Buffer;
}

/** Reads `name:role:sha256hex,…`. Throws a SettingError that does not repeat the value. */
export function parseApiKeys(value: string | undefined): readonly ApiKey[] {
  if (value === undefined) return [];
  return value.split(',').map((entry, place) => {
    const match = /^([a-z0-9-]{1,64}):(read|admin):([0-9a-f]{64})$/.exec(entry.trim());
    const [, name, role, digest] = match ?? [];
    if (!name || !digest)
      throw new SettingError('LEXHOP_API_KEYS', '***', `entry ${place + 1} is not name:role:sha256hex`);
    return { name, role: role as Role, digest: Buffer.from(digest, 'hex') };
  });
}

/** The key that was presented, or undefined. Keys are 256-bit random, so one SHA-256 is enough; compared in constant time. */
export function findApiKey(keys: readonly ApiKey[], presented: string | undefined): ApiKey | undefined {
  if (presented === undefined) return undefined;
  const digest = createHash('sha256').update(presented).digest();
  return keys.find((key) => timingSafeEqual(key.digest, digest));
}
