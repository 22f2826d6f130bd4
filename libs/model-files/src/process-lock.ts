import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '@lexhop/foundation';
import { orAbsent } from './cache-layout.js';

const beatMs = 2_000;
/** A lock that was not touched for so long belongs to nobody: its process was killed, or its machine is gone. */
const staleMs = 15_000;
const pollMs = 200;

/**
 * Runs `work` while no other process runs work under the same lock file. A process that was killed holds nothing:
 * its lock is taken over. What is guarded must stay right even if two should ever hold it.
 */
export async function withProcessLock<Result>(
  file: string,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(path.dirname(file), { recursive: true });
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  while (!(await take(file, owner))) {
    signal?.throwIfAborted();
    await removeIfStale(file);
    await wait(pollMs);
  }
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await readFile(file, 'utf8').catch(orAbsent)) === owner) await rm(file, { force: true });
  }
}

async function take(file: string, owner: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(owner);
    await handle.close();
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

async function removeIfStale(file: string): Promise<void> {
  const [seen, touched] = await Promise.all([
    readFile(file, 'utf8').catch(orAbsent),
    stat(file).then(({ mtimeMs }) => mtimeMs, orAbsent),
  ]);
  if (seen === undefined || touched === undefined) return;
  if (ownerLives(seen) && Date.now() - touched < staleMs) return;
  // Moved away first: of two that see a stale lock, one removes it, and neither removes the other's new one.
  const grave = `${file}.${randomUUID()}`;
  await rename(file, grave).catch(orAbsent);
  const moved = await readFile(grave, 'utf8').catch(orAbsent);
  if (moved === undefined) return;
  if (moved === seen) await rm(grave, { force: true });
  else await rename(grave, file);
}

/** Whether a process of this machine still runs; of another machine only the lock's age tells. */
function ownerLives(lock: string): boolean {
  const owner = /"pid":(?<pid>\d+),"host":"(?<host>[^"]*)"/u.exec(lock)?.groups;
  if (!owner || owner['host'] !== hostname()) return true;
  try {
    process.kill(Number(owner['pid']), 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) === 'EPERM';
  }
}
