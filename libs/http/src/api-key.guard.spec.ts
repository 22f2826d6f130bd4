import { type AccessBooks, digestOf, KeyRing, type Role } from '@lexhop/access';
import { SilentLogger, SystemClock } from '@lexhop/foundation';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { recordChanges } from './record-changes.js';
import { admitByKey } from './api-key.guard.js';

/** A server at a host, with keys by their role: GET /one for all, DELETE /one for admins. */
function aServer(host: string, roles: readonly Role[]) {
  const ofEnvironment = roles.map((role) => ({ name: `a-${role}`, role, graphs: null, digest: digestOf(role) }));
  const books = { keys: async () => [], markUsed: async () => {} };
  const logger = new SilentLogger();
  const ring = new KeyRing({ ofEnvironment, books, clock: new SystemClock(), logger });
  const recorded: object[] = [];
  const record: AccessBooks['record'] = async ({ at: _at, ...entry }) => void recorded.push(entry);
  const server = Fastify();
  admitByKey(server, host, () => ring);
  recordChanges(server, () => ({ record }), logger);
  server.get('/one', () => 'here');
  server.delete('/one', { config: { needs: 'admin' } }, () => 'gone');
  const ask = async (method: 'GET' | 'DELETE', key?: string) => {
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    return (await server.inject({ method, url: '/one', headers })).statusCode;
  };
  return { ask, recorded };
}

describe('without keys', () => {
  it.each(['127.0.0.1', '::1', 'localhost'])('%s answers everybody', async (host) => {
    expect(await aServer(host, []).ask('DELETE')).toBe(200);
  });

  it.each(['0.0.0.0', '::', '192.0.2.1'])('%s, which others reach, answers nobody', async (host) => {
    const { ask } = aServer(host, []);
    expect(await ask('GET')).toBe(401);
    expect(await ask('DELETE', 'anything')).toBe(401);
  });
});

it('a change is recorded with who asked for it, also where it was refused', async () => {
  const { ask, recorded } = aServer('0.0.0.0', ['read', 'admin']);
  expect([await ask('DELETE', 'read'), await ask('DELETE', 'admin'), await ask('DELETE')]).toEqual([403, 200, 401]);
  expect(recorded).toEqual([
    { by: 'a-read', action: 'DELETE /one', status: 403 },
    { by: 'a-admin', action: 'DELETE /one', status: 200 },
  ]);
});
