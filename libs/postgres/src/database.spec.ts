import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database, serverAt } from './database.js';
import { ServerPool } from './server-pool.js';
import { statement } from './sql.js';
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.js';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase({
    name: 'notes',
    migrate: (made) =>
      made.transaction((sql) => sql.script('CREATE TABLE note (id int PRIMARY KEY, bytes bytea, size int8); SELECT 1')),
  });
  database = fresh.database;
});
afterAll(() => fresh.close());

describe('a database', () => {
  it('answers statements in text and of a catalogue, with their rows and how many they touched', async () => {
    const put = statement<readonly [id: number, bytes: Float32Array, size: number]>(
      'INSERT INTO note VALUES ($1, $2, $3)',
    );
    const get = statement<readonly [id: number], { readonly bytes: Buffer; readonly size: number }>(
      'SELECT bytes, size FROM note WHERE id = $1',
    );
    const vector = Float32Array.of(0.25, -1e-30, Infinity);
    expect(await database.run(put, [1, vector, 2 ** 52])).toBe(1);
    const [row] = await database.rows(get, [1]);
    expect(row?.size).toBe(2 ** 52);
    expect(new Float32Array(Uint8Array.from(row?.bytes ?? []).buffer)).toEqual(vector);
    expect(await database.rows('SELECT $1::text[] AS words', [['a', '法']])).toEqual([{ words: ['a', '法'] }]);
  });

  it('refuses a whole number that a number can not hold', async () => {
    await expect(database.rows('SELECT 9007199254740993::int8 AS size')).rejects.toThrow('too large');
  });

  it('undoes a transaction that throws, and runs one again that another made impossible', async () => {
    await database.run('INSERT INTO note VALUES (2, NULL, 0), (3, NULL, 0)');
    const failing = database.transaction(async (sql) => {
      await sql.run('UPDATE note SET size = 9 WHERE id = 2');
      throw new Error('No.');
    });
    await expect(failing).rejects.toThrow('No.');
    // Each takes the rows in the order that locks out the other.
    const raise = (first: number, second: number) =>
      database.transaction(async (sql) => {
        await sql.run('UPDATE note SET size = size + 1 WHERE id = $1', [first]);
        await sql.rows('SELECT pg_sleep(0.05)');
        await sql.run('UPDATE note SET size = size + 1 WHERE id = $1', [second]);
      });
    await Promise.all([raise(2, 3), raise(3, 2)]);
    expect(await database.rows('SELECT size FROM note WHERE id IN (2, 3)')).toEqual([{ size: 2 }, { size: 2 }]);
  });

  it('answers while connections are held for as long as others like, and gives those back when it is closed', async () => {
    const small = await Database.open(serverAt(fresh.url), { connections: 1 });
    const held = await small.connectApart();
    expect(await small.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    held.release();
    const given = await small.transactionApart(async (sql) => {
      const [own] = await sql.rows<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const [other] = await small.rows<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      return [own?.pid, other?.pid];
    });
    expect(new Set(given).size).toBe(2);
    await small.close();
  });

  it('does not run what waits for others a second time, and undoes what of it was done', async () => {
    let runs = 0;
    const failing = database.transactionApart(async (sql) => {
      runs += 1;
      await sql.run('INSERT INTO note VALUES (4, NULL, 0)');
      throw Object.assign(new Error('could not serialize'), { code: '40001' });
    });
    await expect(failing).rejects.toThrow('could not serialize');
    expect([runs, await database.rows('SELECT id FROM note WHERE id = 4')]).toEqual([1, []]);
  });

  it('says after one wait that all connections are taken, and does not begin another', async () => {
    const server = serverAt(fresh.url);
    const moved = { ...server, address: () => Promise.reject(new Error('The server was asked where it is.')) };
    const pool = new ServerPool(moved, { ...(await server.address()), max: 1 });
    const held = await pool.connect();
    pool.options.connectionTimeoutMillis = 20;
    await expect(pool.connect()).rejects.toThrow('timeout exceeded when trying to connect');
    held.release();
    await pool.end();
  });

  it("passes on PostgreSQL's own code", async () => {
    await expect(database.rows('SELECT * FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
  });
});
