import { namedObject } from '@lexhop/foundation';
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

/** A key as the books keep it. Dates are ISO date-times. */
export interface StoredKey extends ApiKey {
  readonly createdAt: string;
  /** The key that it was made with; null where none was asked for. */
  readonly createdBy: string | null;
  /** To the minute. */
  readonly lastUsedAt: string | null;
}

/** What somebody changed, or tried to. */
export const auditEntrySchema = namedObject('AuditEntry', {
  id: z.number().int(),
  at: z.string(),
  by: z.string().nullable().describe('Name of the key; null where none was asked for.'),
  action: z.string().describe('The request: `POST /api/v1/graphs/default/builds`.'),
  status: z.number().int().describe('The HTTP status that it was answered with.'),
});
export type AuditEntry = Readonly<z.infer<typeof auditEntrySchema>>;

/** The outcome of revoking a key: done; no key has that name; or it is the last key with the role `admin`, which stays. */
export type Revoking = 'revoked' | 'unknown' | 'last-admin';

/** The part of the books that holds API keys and the record of changes. */
export abstract class AccessBooks {
  /** Throws a KeyNameTakenError for the name of a key that was not revoked. */
  abstract addKey(key: Omit<StoredKey, 'lastUsedAt'>): Promise<void>;

  /** Those that were not revoked, by name. */
  abstract keys(): Promise<readonly StoredKey[]>;

  abstract markUsed(digest: string, at: string): Promise<void>;

  /**
   * Revokes a key, in one step that no other revocation can come between. The last key with the role `admin` stays, so that there is always
   * one, unless the settings have an admin key.
   */
  abstract revokeKey(name: string, others: { readonly adminElsewhere: boolean }): Promise<Revoking>;

  /** The oldest entries go when there are more than 100,000. */
  abstract record(entry: Omit<AuditEntry, 'id'>): Promise<void>;

  /** The entries before an id, newest first. */
  abstract entries(page: { readonly before?: number; readonly limit: number }): Promise<readonly AuditEntry[]>;
}
