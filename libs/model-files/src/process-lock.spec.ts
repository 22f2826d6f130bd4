import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withProcessLock } from './process-lock.js';
import { temporaryFolder } from './testing/files.js';

const aLock = async () => path.join(await temporaryFolder(), 'locks', 'model.lock');

/** As a process writes it that has this id on this machine, or on another. */
async function leaveLock(file: string, owner: { readonly pid: number; readonly host: string }): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...owner, id: 'x' }));
}

// Above the largest process id there can be.
const deadPid = 2 ** 22 + 1;

describe('withProcessLock', () => {
  it('lets one work at a time', async () => {
    const lock = await aLock();
    let working = 0;
    const work = async () => {
      working++;
      expect(working).toBe(1);
      await readdir('.');
      working--;
    };
    await Promise.all(Array.from({ length: 3 }, () => withProcessLock(lock, undefined, work)));
    expect(working).toBe(0);
  });

  it('takes over what a dead process left', async () => {
    const lock = await aLock();
    await leaveLock(lock, { pid: deadPid, host: hostname() });
    expect(await withProcessLock(lock, undefined, async () => 'done')).toBe('done');
  });

  it('takes over what another machine has not touched for long', async () => {
    const lock = await aLock();
    await leaveLock(lock, { pid: 1, host: 'elsewhere' });
    await utimes(lock, new Date(0), new Date(0));
    expect(await withProcessLock(lock, undefined, async () => 'done')).toBe('done');
  });

  it('waits for a living owner until it is called off, and leaves the lock to it', async () => {
    const lock = await aLock();
    await leaveLock(lock, { pid: process.pid, host: hostname() });
    const before = await readFile(lock, 'utf8');
    const signal = AbortSignal.timeout(300);
    await expect(withProcessLock(lock, signal, async () => 'done')).rejects.toThrow(/timeout/u);
    expect(await readFile(lock, 'utf8')).toBe(before);
  });

  it('gives the lock back when the work fails', async () => {
    const lock = await aLock();
    await expect(withProcessLock(lock, undefined, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(path.dirname(lock))).toEqual([]);
  });
});
