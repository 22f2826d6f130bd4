import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PgNotification } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedDatabase } from './embedded-database.js';

let directory: string;
let database: EmbeddedDatabase;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lexhop-queue-'));
  database = await EmbeddedDatabase.open(directory);
}, 90_000);

afterAll(async () => {
  await database.end();
  await rm(directory, { recursive: true });
});

describe('EmbeddedDatabase', () => {
  it('answers one statement with parameters, or several without', async () => {
    expect(await database.query('SELECT $1::int + 1 AS sum, $2::text[] AS words', [41, ['a', 'b']])).toEqual({
      rows: [{ sum: 42, words: ['a', 'b'] }],
      rowCount: 0,
    });
    expect((await database.query('SELECT 1 AS one; SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
  });

  it("rejects with Postgres's own code", async () => {
    await expect(database.query('SELECT * FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
  });

  it('tells every client what is notified, until it is released', async () => {
    const [one, other] = await Promise.all([database.connect(), database.connect()]);
    const heard: string[] = [];
    const hears = (name: string) => (notification: PgNotification) =>
      void heard.push(`${name} ${notification.channel} ${notification.payload}`);
    one.on('notification', hears('one'));
    other.on('notification', hears('other'));
    await one.query('LISTEN jobs');
    await database.query("NOTIFY jobs, 'first'");
    other.release();
    await database.query("NOTIFY jobs, 'second'");
    expect(heard).toEqual(['one jobs first', 'other jobs first', 'one jobs second']);
  });

  it('leaves the main thread free while it works', async () => {
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    await database.query('SELECT count(*) FROM generate_series(1, 1000000)');
    clearInterval(counting);
    // On the main thread the statement would be over before the first turn.
    expect(turns).toBeGreaterThan(5);
  });
});
