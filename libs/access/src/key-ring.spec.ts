import { Clock, SilentLogger } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import type { StoredKey } from './access-books.js';
import { digestOf, mayDo, parseApiKeys } from './api-keys.js';
import { KeyRing } from './key-ring.js';

class SetClock extends Clock {
  milliseconds = 0;

  override now(): Date {
    return new Date(this.milliseconds);
  }
}

const stored = (name: string): StoredKey => ({
  name,
  role: 'read',
  graphs: ['one'],
  digest: digestOf(`key of ${name}`),
  createdAt: '',
  createdBy: null,
  lastUsedAt: null,
});

function aRing() {
  const clock = new SetClock();
  const books = {
    kept: [stored('alice')],
    away: false,
    used: [] as string[],
    keys: async () => {
      if (books.away) throw new Error('away');
      return books.kept;
    },
    markUsed: async (digest: string) => void books.used.push(digest),
  };
  const ofEnvironment = parseApiKeys(`root:admin:${digestOf('key of root')}`);
  const parts = { books, clock, logger: new SilentLogger() };
  return {
    clock,
    books,
    ring: new KeyRing({ ...parts, ofEnvironment }),
    bare: new KeyRing({ ...parts, ofEnvironment: [] }),
  };
}

describe('the ring of keys', () => {
  it('admits those of the environment and those of the books', async () => {
    const { ring } = aRing();
    expect(await ring.find('key of root')).toMatchObject({ name: 'root', role: 'admin', graphs: null });
    expect(await ring.find('key of alice')).toMatchObject({ name: 'alice', role: 'read', graphs: ['one'] });
    expect(await ring.find('key of nobody')).toBeUndefined();
    expect(await ring.find(undefined)).toBeUndefined();
  });

  it('sees within a second what another process made or revoked, and at once what this one did', async () => {
    const { ring, books, clock } = aRing();
    await ring.keys();
    books.kept = [stored('bob')];
    expect(await ring.find('key of bob')).toBeUndefined();
    clock.milliseconds = 1_000;
    expect(await ring.find('key of bob')).toBeDefined();
    expect(await ring.find('key of alice')).toBeUndefined();
    books.kept = [];
    ring.forget();
    expect(await ring.find('key of bob')).toBeUndefined();
  });

  it('keeps once a minute that a key was used', async () => {
    const { ring, books, clock } = aRing();
    for (const milliseconds of [0, 30_000, 60_000]) {
      clock.milliseconds = milliseconds;
      await ring.find('key of alice');
    }
    await ring.find('key of root');
    expect(books.used).toEqual([stored('alice').digest, stored('alice').digest]);
  });

  it('goes on with what it read last while the books are away, and admits nobody before it has read them', async () => {
    const { ring, bare, books, clock } = aRing();
    await ring.keys();
    books.away = true;
    clock.milliseconds = 5_000;
    expect(await ring.find('key of alice')).toBeDefined();
    await expect(bare.keys()).rejects.toThrow('away');
  });
});

describe('a role', () => {
  it.each([
    ['read', 'read', true],
    ['read', 'build', false],
    ['build', 'read', true],
    ['build', 'admin', false],
    ['admin', 'build', true],
  ] as const)('%s may do what asks for %s: %s', (role, needed, may) => {
    expect(mayDo(role, needed)).toBe(may);
  });
});

describe('the session of a page', () => {
  const hour = 60 * 60 * 1000;

  async function aSession(of = 'alice') {
    const all = aRing();
    const key = await all.ring.find(`key of ${of}`);
    if (!key) throw new Error('no key');
    return { ...all, key, id: all.ring.sessions.open(key) };
  }

  it('stands for the key that it was opened with, for eight hours', async () => {
    const { ring, clock, id } = await aSession('root');
    expect(id).toMatch(/^[\w-]{43}$/);
    clock.milliseconds = 8 * hour - 1;
    expect(await ring.findOfSession(id)).toMatchObject({ name: 'root' });
    clock.milliseconds = 8 * hour;
    expect(await ring.findOfSession(id)).toBeUndefined();
  });

  it('opens nothing more once its key is revoked', async () => {
    const { ring, books, id } = await aSession();
    books.kept = [];
    ring.forget();
    expect(await ring.findOfSession(id)).toBeUndefined();
  });

  it('ends with every other of its key, and leaves those of other keys', async () => {
    const { ring, key, id } = await aSession();
    const other = await ring.find('key of root');
    const ofOther = other && ring.sessions.open(other);
    ring.sessions.endOf(key);
    expect(await ring.findOfSession(id)).toBeUndefined();
    expect(await ring.findOfSession(ofOther)).toMatchObject({ name: 'root' });
  });

  it('is none where its id was made up, or is another word', async () => {
    const { ring } = await aSession();
    for (const id of [undefined, '', 'key of alice', 'x'.repeat(43)])
      expect(await ring.findOfSession(id)).toBeUndefined();
  });
});
