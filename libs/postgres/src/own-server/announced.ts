import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { addressAt } from './cluster.js';
import { holdsLock, readLock } from './lock-file.js';

/** What a process on a data directory tells the others about itself. */
export interface Announcement {
  /** Which program it is: `lexhop-api`. */
  readonly service: string;
  /** Where it answers, once it does. */
  readonly url?: string;
}

/** In characters. PostgreSQL cuts longer names of sessions. */
const longestName = 63;

/** The name of a session that announces a process. */
export function nameOf({ service, url }: Announcement): string {
  return (url === undefined ? service : `${service} ${url}`).slice(0, longestName);
}

/** The processes that are on a data directory now. There are none where its server does not run, and it is not started for the question. */
export async function announcedOn(dataDirectory: string): Promise<readonly Announcement[]> {
  const folder = join(resolve(dataDirectory), 'postgres');
  const data = join(folder, 'data');
  const lock = await readLock(data);
  if (typeof lock !== 'object' || !lock.isReady || !(await holdsLock(lock, data))) return [];
  const password = await readFile(join(folder, 'password'), 'utf8');
  const client = new Client(addressAt(lock.port, { password }));
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT application_name AS name FROM pg_stat_activity WHERE application_name LIKE 'lexhop-%'`,
    );
    return rows.map(({ name }) => {
      const [service = '', url] = name.split(' ');
      return url === undefined ? { service } : { service, url };
    });
  } catch {
    // The server is being stopped.
    return [];
  } finally {
    await client.end().catch(() => {});
  }
}
