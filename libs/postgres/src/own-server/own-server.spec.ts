import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../database.js';
import { emptyDataDirectory } from '../testing/fresh-database.js';
import { Writer } from '../testing/writer.js';
import { isAlive, readLock } from './lock-file.js';
import { OwnServer } from './own-server.js';
import { startAhead } from './start-ahead.js';

let folder: string;
let directory: string;
const lockOf = () => readLock(join(directory, 'postgres', 'data'));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lexhop-own-'));
  directory = join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Does something with the database of a directory, alone or beside others. */
async function using<Result>(dataDirectory: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const server = await OwnServer.open({ dataDirectory });
  try {
    const database = await Database.open(server);
    return await work(database).finally(() => database.close());
  } finally {
    await server.close();
  }
}

const keep = (database: Database) => database.run('CREATE TABLE kept AS SELECT 7 AS number');
const kept = (database: Database) => database.rows('SELECT number FROM kept');

async function processId(): Promise<number> {
  const lock = await lockOf();
  if (typeof lock !== 'object') throw new Error('No server runs.');
  return lock.pid;
}

describe('an own server', () => {
  it('makes its files once, keeps what is in them, and ends with its last user', async () => {
    await using(directory, keep);
    expect(await lockOf()).toBeUndefined();
    expect(await using(directory, kept)).toEqual([{ number: 7 }]);
    expect(await lockOf()).toBeUndefined();
  });

  it('is shared by two that start together, and stays for the second when the first leaves', async () => {
    await emptyDataDirectory(directory);
    const [one, other] = await Promise.all([
      OwnServer.open({ dataDirectory: directory }),
      OwnServer.open({ dataDirectory: directory }),
    ]);
    await one.close();
    const database = await Database.open(other);
    expect(await database.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.close();
    await other.close();
    expect(await lockOf()).toBeUndefined();
  });

  it('is begun ahead of its program only where it has files, and not where the books are elsewhere', async () => {
    const ahead = async (DATABASE_URL = '') =>
      (await startAhead({ DATABASE_URL, LEXHOP_DATA_DIR: directory }, 'lexhop-test')).opening;
    expect(await ahead()).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
    await expect(ahead('mysql://elsewhere')).rejects.toThrow('DATABASE_URL');
    await emptyDataDirectory(directory);
    expect(await ahead('postgres://elsewhere/books')).toBeUndefined();
    const server = await ahead();
    expect(await lockOf()).toMatchObject({ isReady: true });
    await server?.close();
  });

  it('may be left while another user, the last one, stops it', async () => {
    await emptyDataDirectory(directory);
    const server = await OwnServer.open({ dataDirectory: directory });
    process.kill(await processId(), 'SIGINT');
    await server.close();
    await expect.poll(lockOf).toBeUndefined();
  });

  it('is one, however its directory is spelled: a link, another temporary folder, a long path', async () => {
    directory = join(folder, 'x'.repeat(120), 'data');
    await emptyDataDirectory(directory);
    await symlink(directory, join(folder, 'short'));
    await using(directory, async (database) => {
      const before = await processId();
      const temporary = process.env['TMPDIR'];
      process.env['TMPDIR'] = folder;
      await using(join(folder, 'short'), keep).finally(() => {
        if (temporary === undefined) delete process.env['TMPDIR'];
        else process.env['TMPDIR'] = temporary;
      });
      expect(await kept(database)).toEqual([{ number: 7 }]);
      expect(await processId()).toBe(before);
    });
  });

  it('starts again where it was killed, and its pools find it', async () => {
    await emptyDataDirectory(directory);
    await using(directory, async (database) => {
      await keep(database);
      const before = await processId();
      process.kill(before, 'SIGKILL');
      let rows: unknown;
      // Its connections go on for a moment, and the statement that a connection ends in says that it may be lost.
      while (rows === undefined || (await lockOf()) === undefined || (await processId()) === before)
        rows = await kept(database).catch(expectUnavailable);
      expect(rows).toEqual([{ number: 7 }]);
      expect(await processId()).not.toBe(before);
    });
  });

  it.skipIf(process.platform === 'win32')('ends after its process was killed', async () => {
    await emptyDataDirectory(directory);
    const writer = await Writer.start(directory);
    const postmaster = await processId();
    await writer.kill();
    while (isAlive(postmaster)) await new Promise(setImmediate);
    expect(await lockOf()).toBeUndefined();
  });

  it.each([
    ['was never written', async () => ''],
    [
      'is of a process that is none of PostgreSQL’s',
      async (path: string) => `${process.pid}\n${path}\n1\n1\n\n\n\nready\n`,
    ],
    ['is of a process that is gone', async (path: string) => `${await deadProcess()}\n${path}\n1\n1\n\n\n\nready\n`],
  ])('starts over a lock file that %s, though it be of tomorrow', async (_, content) => {
    await emptyDataDirectory(directory);
    const data = join(directory, 'postgres', 'data');
    const lock = join(data, 'postmaster.pid');
    await writeFile(lock, await content(data));
    const tomorrow = new Date(Date.now() + 86_400_000);
    await utimes(lock, tomorrow, tomorrow);
    expect(await using(directory, keep)).toBe(1);
  });

  it('is not taken for that of a directory it is a copy of', async () => {
    await emptyDataDirectory(directory);
    await using(directory, async (database) => {
      await keep(database);
      const copy = join(folder, 'copy');
      await emptyDataDirectory(copy);
      const lock = join('postgres', 'data', 'postmaster.pid');
      await writeFile(join(copy, lock), await readFile(join(directory, lock)));
      await expect(using(copy, kept)).rejects.toMatchObject({ code: '42P01' });
      expect(await kept(database)).toEqual([{ number: 7 }]);
    });
  });
});

describe('a data directory that can not be used', () => {
  it('says which PostgreSQL made it', async () => {
    await emptyDataDirectory(directory);
    await writeFile(join(directory, 'postgres', 'data', 'PG_VERSION'), '16\n');
    await expect(using(directory, kept)).rejects.toThrow(/made by PostgreSQL 16, and this is PostgreSQL 18/);
  });

  it('says that it is of an earlier layout', async () => {
    await mkdir(join(directory, 'graph'), { recursive: true });
    await writeFile(join(directory, 'graph', 'PG_VERSION'), '17');
    await expect(using(directory, kept)).rejects.toThrow(/is of an earlier LexHop/);
  });

  it.each([
    ['is gone', 'global/pg_control', 'pg_control', (path: string) => rm(path)],
    ['has other bytes', 'global/pg_control', 'checksum', turned],
    ['has other bytes', 'global/pg_filenode.map', 'global/pg_filenode.map', turned],
    ['has other bytes', 'base/5/1259', 'base/5/1259', turned],
    ['is cut', 'base/5/2662', 'base/5/2662', (path: string) => truncate(path, 8192)],
    ['is empty', 'pg_wal', 'pg_wal', async (path: string) => emptied(path)],
    ['is gone', 'PG_VERSION', 'PG_VERSION', (path: string) => rm(path)],
    ['is empty', '../password', 'password', (path: string) => truncate(path)],
  ])('says in a sentence that a file %s (%s), and how it is mended', async (_, file, named, damage) => {
    await emptyDataDirectory(directory);
    await damage(join(directory, 'postgres', 'data', file));
    const damaged = { code: 'store-damaged', message: stringContaining(named), hint: stringContaining('restore') };
    await expect(using(directory, kept)).rejects.toMatchObject(damaged);
    expect(await lockOf()).toBeUndefined();
  });

  it.each([
    ['has other bytes', 'SELECT count(*) FROM many', turned],
    ['is cut', 'SELECT text FROM many WHERE number = 5000', (path: string) => truncate(path, 3 * 8192)],
  ])('says which table’s file %s when it is read', async (_, reading, damage) => {
    await emptyDataDirectory(directory);
    const file = await using(directory, async (database) => {
      await database.run(
        'CREATE TABLE many AS SELECT number, repeat(number::text, 9) AS text FROM generate_series(1, 5000) number',
      );
      await database.run('CREATE INDEX ON many (number)');
      const [row] = await database.rows<{ path: string }>("SELECT pg_relation_filepath('many') AS path");
      return row?.path ?? '';
    });
    await damage(join(directory, 'postgres', 'data', file));
    const damaged = { code: 'store-damaged', message: stringContaining(file), hint: stringContaining('restore') };
    await expect(using(directory, (database) => database.rows(reading))).rejects.toMatchObject(damaged);
  });

  it.each([['a part of its path is a file', (path: string) => writeFile(path, '')]])(
    'says that %s',
    async (_, spoil) => {
      await spoil(directory);
      await expect(using(join(directory, 'data'), kept)).rejects.toMatchObject({ code: 'data-directory' });
    },
  );

  it.each([
    ['its log is a folder', 'log', 'log', replacedByFolder],
    ['others may write in it', 'data', 'permissions', (path: string) => chmod(path, 0o777)],
  ])('says what is wrong with a directory where %s', async (_, file, named, spoil) => {
    await emptyDataDirectory(directory);
    await spoil(join(directory, 'postgres', file));
    await expect(using(directory, kept)).rejects.toMatchObject({
      code: 'data-directory',
      message: stringContaining(named),
    });
  });

  it.runIf(process.platform === 'linux')('says so at once where no folder can be made', async () => {
    await expect(using('/proc/lexhop/data', kept)).rejects.toMatchObject({ code: 'data-directory' });
  });
});

function expectUnavailable(thrown: unknown): undefined {
  expect(thrown).toMatchObject({ code: 'store-unavailable', retryable: true });
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

const stringContaining = (words: string) => expect.stringContaining(words) as string;

/** Some bytes of a file in its middle, as a disk that fails gives them. */
async function turned(path: string): Promise<void> {
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  const page = Buffer.alloc(64, 0xa5);
  for (let at = size % 8192 === 0 ? 100 : 20; at < size; at += 8192) await file.write(page, 0, page.length, at);
  await file.close();
}

async function replacedByFolder(path: string): Promise<void> {
  await rm(path, { force: true });
  await mkdir(path);
}

async function emptied(folder: string): Promise<void> {
  for (const file of await readdir(folder)) await rm(join(folder, file), { recursive: true });
}
