import { namedObject } from '@lexhop/foundation';
import { type Database, statement } from '@lexhop/postgres';
import { z } from 'zod';
import type { ApiKey } from './api-keys.js';
import { KeyNameTakenError } from './errors.js';

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
type AuditEntry = Readonly<z.infer<typeof auditEntrySchema>>;

/** The outcome of revoking a key: done; no key has that name; or it is the last key with the role `admin`, which stays. */
type Revoking = 'revoked' | 'unknown' | 'last-admin';

/** A migration of the books: the tables of keys and of the record of changes. A key that is revoked is deleted. */
export const accessTables = `
CREATE TABLE api_key (
  name text COLLATE "C" PRIMARY KEY,
  role text NOT NULL,
  graphs text[],
  digest text COLLATE "C" NOT NULL UNIQUE,
  created_at text COLLATE "C" NOT NULL,
  created_by text,
  last_used_at text COLLATE "C"
);

CREATE TABLE audit_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at text COLLATE "C" NOT NULL,
  by text,
  action text NOT NULL,
  status int NOT NULL
);
`;

const mostEntries = 100_000;
/** After how many new entries the oldest are deleted. */
const tidiedEvery = 1_000;

type NewKey = Omit<StoredKey, 'lastUsedAt'>;

const statements = {
  addKey: statement<
    readonly [NewKey['name'], NewKey['role'], NewKey['graphs'], NewKey['digest'], string, NewKey['createdBy']]
  >(
    `INSERT INTO api_key (name, role, graphs, digest, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (name) DO NOTHING`,
  ),
  keys: statement<readonly [], StoredKey>(
    `SELECT name, role, graphs, digest, created_at AS "createdAt", created_by AS "createdBy", last_used_at AS "lastUsedAt"
     FROM api_key ORDER BY name`,
  ),
  markUsed: statement<readonly [digest: string, at: string]>(
    'UPDATE api_key SET last_used_at = greatest(last_used_at, $2) WHERE digest = $1',
  ),
  // So that two keys that are revoked at the same time can't both count the other as the remaining admin.
  holdKeys: statement<readonly []>('LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE'),
  hasKey: statement<readonly [name: string], object>('SELECT FROM api_key WHERE name = $1'),
  revokeKey: statement<readonly [name: string, adminElsewhere: boolean]>(
    `DELETE FROM api_key WHERE name = $1
     AND ($2 OR EXISTS (SELECT FROM api_key other WHERE other.role = 'admin' AND other.name <> $1))`,
  ),
  record: statement<readonly [at: string, by: string | null, action: string, status: number], { id: number }>(
    'INSERT INTO audit_entry (at, by, action, status) VALUES ($1, $2, $3, $4) RETURNING id',
  ),
  tidy: statement<readonly [newest: number]>('DELETE FROM audit_entry WHERE id <= $1'),
  entries: statement<readonly [before: number | null, limit: number], AuditEntry>(
    `SELECT id, at, by, action, status FROM audit_entry
     WHERE $1::bigint IS NULL OR id < $1::bigint ORDER BY id DESC LIMIT $2`,
  ),
} as const;

/** The part of the books that holds API keys and the record of changes. */
export class AccessBooks {
  constructor(private readonly database: Database) {}

  /** Throws a KeyNameTakenError for the name of a key that was not revoked. */
  async addKey({ name, role, graphs, digest, createdAt, createdBy }: NewKey): Promise<void> {
    const added = await this.database.run(statements.addKey, [name, role, graphs, digest, createdAt, createdBy]);
    if (added === 0) throw new KeyNameTakenError(name);
  }

  /** The keys that were not revoked, by name. */
  keys(): Promise<readonly StoredKey[]> {
    return this.database.rows(statements.keys, []);
  }

  async markUsed(digest: string, at: string): Promise<void> {
    await this.database.run(statements.markUsed, [digest, at]);
  }

  /**
   * Revokes a key, in one step that no other revocation can come between. The last key with the role `admin` stays, so that there is always
   * one, unless the settings have an admin key.
   */
  revokeKey(name: string, { adminElsewhere }: { readonly adminElsewhere: boolean }): Promise<Revoking> {
    return this.database.transaction(async (sql) => {
      await sql.run(statements.holdKeys, []);
      if ((await sql.rows(statements.hasKey, [name])).length === 0) return 'unknown';
      return (await sql.run(statements.revokeKey, [name, adminElsewhere])) > 0 ? 'revoked' : 'last-admin';
    });
  }

  /** Records an entry. Beyond 100,000 entries the oldest are deleted. */
  async record({ at, by, action, status }: Omit<AuditEntry, 'id'>): Promise<void> {
    const [recorded] = await this.database.rows(statements.record, [at, by, action, status]);
    const id = recorded?.id ?? 0;
    if (id % tidiedEvery === 0) await this.database.run(statements.tidy, [id - mostEntries]);
  }

  /** The entries before an id, newest first. */
  entries({ before, limit }: { readonly before?: number; readonly limit: number }): Promise<readonly AuditEntry[]> {
    return this.database.rows(statements.entries, [before ?? null, limit]);
  }
}
