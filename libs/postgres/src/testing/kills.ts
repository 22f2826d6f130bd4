import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../database.js';
import { isAlive, readLock } from '../own-server/lock-file.js';
import { OwnServer } from '../own-server/own-server.js';
import { emptyDataDirectory } from './fresh-database.js';
import { Writer } from './writer.js';

/** Numbers from 0 to below a bound, the same for the same seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What a writer was told is saved, by its process. */
export type Promises = ReadonlyMap<number, ReadonlySet<number>>;

/** What was confirmed and is not in the database of a directory; opening it is a part of the proof. */
export async function missingFrom(dataDirectory: string, promised: Promises): Promise<readonly string[]> {
  const server = await OwnServer.open({ dataDirectory });
  try {
    const database = await Database.open(server, { connections: 1 });
    const isEmpty = promised.size === 0;
    const rows = isEmpty
      ? []
      : await database.rows<{ writer: number; number: number }>('SELECT writer, number FROM saved');
    await database.close();
    const saved = new Set(rows.map(({ writer, number }) => `${writer}/${number}`));
    return [...promised]
      .flatMap(([writer, numbers]) => [...numbers].map((number) => `${writer}/${number}`))
      .filter((one) => !saved.has(one));
  } finally {
    await server.close();
  }
}

/**
 * Kills a writer and its server so many times, together and apart, each after a few more numbers; every other time a second writer
 * shares the server. Returns what was confirmed and is missing in the end, and how many numbers were confirmed.
 */
export async function killOften(times: number, seed: number) {
  const folder = await mkdtemp(join(tmpdir(), 'lexhop-kills-'));
  const dataDirectory = join(folder, 'data');
  await emptyDataDirectory(dataDirectory);
  const random = seeded(seed);
  const promised = new Map<number, ReadonlySet<number>>();
  const start = async () => {
    const writer = await Writer.start(dataDirectory);
    promised.set(writer.pid, writer.confirmed);
    return writer;
  };
  let writer = await start();
  const neighbour = await start();
  for (let time = 0; time < times; time += 1) {
    await writer.confirms(1 + random(20));
    const what = random(3);
    if (what !== 0) await killServer(dataDirectory);
    if (what !== 1) {
      await writer.kill();
      writer = await start();
    }
    await Promise.all([writer.confirms(1), neighbour.confirms(1)]);
  }
  await Promise.all([writer.close(), neighbour.close()]);
  const missing = await missingFrom(dataDirectory, promised);
  await rm(folder, { recursive: true });
  return { missing, confirmed: [...promised.values()].reduce((sum, { size }) => sum + size, 0) };
}

/** Ends a server as the kernel does that has no memory left. */
export async function killServer(dataDirectory: string): Promise<void> {
  const lock = await readLock(join(dataDirectory, 'postgres', 'data'));
  // It may have ended with its writer, or by the kill before, a moment ago.
  if (typeof lock === 'object' && isAlive(lock.pid)) process.kill(lock.pid, 'SIGKILL');
}
