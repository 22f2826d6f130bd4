import { type FreshDatabase, freshDatabase } from '@lexhop/postgres/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessBooks, accessTables, type StoredKey } from './access-books.js';

const aKey = (name: string): Omit<StoredKey, 'lastUsedAt'> => ({
  name,
  role: 'build',
  graphs: ['one', 'other'],
  digest: `digest of ${name}`,
  createdAt: '2026-11-29T00:00:00.000Z',
  createdBy: null,
});

let fresh: FreshDatabase;
let access: AccessBooks;

beforeAll(async () => {
  fresh = await freshDatabase({
    name: 'access',
    migrate: (database) => database.transaction((sql) => sql.script(accessTables)),
  });
  access = new AccessBooks(fresh.database);
});

afterAll(() => fresh.close());

describe('the books of access', () => {
  it('keep a key until it is revoked, and when it was used last', async () => {
    await access.addKey(aKey('alice'));
    await access.markUsed('digest of alice', '2026-11-29T01:00:00.000Z');
    await access.markUsed('digest of alice', '2026-11-29T00:30:00.000Z');
    const found = async () => (await access.keys()).filter((key) => key.name === 'alice');
    expect(await found()).toEqual([{ ...aKey('alice'), lastUsedAt: '2026-11-29T01:00:00.000Z' }]);
    expect(await access.revokeKey('alice', { adminElsewhere: true })).toBe('revoked');
    expect(await found()).toEqual([]);
    expect(await access.revokeKey('alice', { adminElsewhere: true })).toBe('unknown');
  });

  it('refuse a second key of the same name', async () => {
    await access.addKey(aKey('bob'));
    await expect(access.addKey({ ...aKey('bob'), digest: 'another' })).rejects.toMatchObject({
      code: 'key-name-taken',
    });
  });

  it('keep the last key of role admin, also where two are revoked at once, unless there is one elsewhere', async () => {
    const names = ['carol', 'dave'];
    for (const one of names) await access.addKey({ ...aKey(one), role: 'admin', graphs: null });
    const revoke = (adminElsewhere: boolean) =>
      Promise.all(names.map((one) => access.revokeKey(one, { adminElsewhere })));
    expect((await revoke(false)).toSorted()).toEqual(['last-admin', 'revoked']);
    expect((await access.keys()).filter(({ role }) => role === 'admin')).toHaveLength(1);
    expect((await revoke(true)).toSorted()).toEqual(['revoked', 'unknown']);
  });

  it('list what was changed, newest first, page by page', async () => {
    const entry = (action: string) => ({ at: '2026-11-29T00:00:00.000Z', by: null, action, status: 202 });
    for (const action of ['first', 'second', 'third']) await access.record(entry(action));
    const page = await access.entries({ limit: 2 });
    expect(page.map(({ action }) => action)).toEqual(['third', 'second']);
    const [next] = await access.entries({ before: page.at(-1)?.id ?? 0, limit: 1 });
    expect(next).toEqual({ ...entry('first'), id: expect.any(Number) });
  });
});
