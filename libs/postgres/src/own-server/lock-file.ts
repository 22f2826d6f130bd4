import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '@lexhop/foundation';

/** What PostgreSQL writes into `postmaster.pid`, its lock on a data directory. */
export interface LockFile {
  readonly pid: number;
  /** Its data directory, as it was given at the start. */
  readonly data: string;
  readonly port: number;
  readonly isReady: boolean;
}

/** Between two looks at a lock, in milliseconds. */
export const pause = 15;
const lockPath = (data: string): string => join(data, 'postmaster.pid');

/** In milliseconds. A lock is empty for a moment while it is written, and for ever if the power was cut then. */
const writingLasts = 1_000;

/** The lock of a data directory. Undefined where there is none; `incomplete` where it was never written to its end. */
export async function readLock(data: string): Promise<LockFile | 'incomplete' | undefined> {
  const until = Date.now() + writingLasts;
  for (;;) {
    const text = await readFile(lockPath(data), 'utf8').catch(() => undefined);
    const lock = text === undefined ? undefined : parseLock(text);
    if (lock !== 'incomplete' || Date.now() > until) return lock;
    await wait(pause);
  }
}

function parseLock(text: string): LockFile | 'incomplete' {
  const [pid, directory, , port, , , , status] = text.split('\n');
  if (!directory || !port || !(Number(pid) > 0)) return 'incomplete';
  return { pid: Number(pid), data: directory, port: Number(port), isReady: status?.trim() === 'ready' };
}

/**
 * Whether the process of a lock is a PostgreSQL on this very directory. After a restart of the machine another process may have its number, and a
 * copied directory has the lock of the original.
 */
export async function holdsLock(lock: LockFile, data: string): Promise<boolean> {
  if (!(await isSameFile(lock.data, data)) || !isAlive(lock.pid)) return false;
  // PostgreSQL works in its data directory.
  return process.platform === 'linux' ? isSameFile(`/proc/${lock.pid}/cwd`, data) : true;
}

/**
 * Removes a lock that names a process that is no PostgreSQL, or that was never written to its end. PostgreSQL itself removes locks of dead processes.
 * A lock that another process has made meanwhile is put back.
 */
export async function removeStaleLock(data: string, stale: LockFile | 'incomplete'): Promise<void> {
  if (typeof stale === 'object' && !isAlive(stale.pid)) return;
  const aside = `${lockPath(data)}.${randomUUID()}`;
  try {
    await rename(lockPath(data), aside);
  } catch (thrown) {
    // Another process was first.
    if (codeOf(thrown) === 'ENOENT') return;
    throw thrown;
  }
  const found = parseLock(await readFile(aside, 'utf8'));
  const isSame = typeof found === 'object' && typeof stale === 'object' ? found.pid === stale.pid : found === stale;
  if (!isSame) await link(aside, lockPath(data)).catch(() => {});
  await rm(aside);
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  try {
    const [first, second] = await Promise.all([stat(one), stat(other)]);
    return first.dev === second.dev && first.ino === second.ino;
  } catch {
    return false;
  }
}

/** Whether there is a process of a number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) === 'EPERM';
  }
}
