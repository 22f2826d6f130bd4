import { constants } from 'node:fs';
import { access, mkdir, open, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { asError } from '@lexhop/foundation';
import { DataDirectoryBusyError } from '../errors/data-directory-busy-error.js';
import { DataDirectoryError } from '../errors/data-directory-error.js';
import { askOwner } from './ask-owner.js';
import type { Owner } from './owner.js';
import { ownerAddress } from './owner-address.js';

/** A data directory that this process has, until it is closed or the process ends, however it ends. */
export interface DataDirectory {
  /** Absolute. */
  readonly path: string;
  /** Adds to what whoever asks is told. */
  announce(facts: Pick<Owner, 'url'>): void;
  close(): Promise<void>;
}

/** Taking over lasts milliseconds: a lock so old was left by a process that died in the middle of it. */
const oldestLock = 10_000;

/**
 * Makes the directory if need be and takes it for this process. The owner holds a listening socket, not a file with its pid:
 * a socket nobody answers at is stale, whatever processes there are.
 * Rejects with a DataDirectoryBusyError that names the owner, or a DataDirectoryError where it can't be written.
 */
export async function openDataDirectory(directory: string): Promise<DataDirectory> {
  const path = resolve(directory);
  await makeWritable(path);
  return underLock(join(path, 'owner.lock'), async () => {
    const other = await askOwner(path);
    if (other) throw new DataDirectoryBusyError(path, other.pid, other.startedAt);
    return listen(path);
  });
}

async function makeWritable(path: string): Promise<void> {
  try {
    await makeFolder(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw new DataDirectoryError(path, asError(thrown).message, { cause: thrown });
  }
}

/** Step by step: Node's own recursion never ends where a file system refuses a folder as if its parent were missing, as /proc does. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw thrown;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}

async function listen(path: string): Promise<DataDirectory> {
  const address = ownerAddress(path);
  let owner: Owner = { pid: process.pid, startedAt: new Date().toISOString() };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(JSON.stringify(owner));
  });
  if (process.platform !== 'win32') await rm(address, { force: true });
  await listening(server, address);
  // Being the owner is no reason to stay alive.
  server.unref();
  return {
    path,
    announce: (facts) => {
      owner = { ...owner, ...facts };
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolveListening, reject) => {
    server.once('error', reject);
    server.listen(address, () => resolveListening());
  });
}

/** One taker at a time: two that find the same stale socket must not both take over. */
async function underLock<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      await (await open(lock, 'wx')).close();
      break;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new DataDirectoryError(lock, asError(thrown).message, { cause: thrown });
      const made = await stat(lock).catch(() => undefined);
      if (made && Date.now() - made.mtimeMs > oldestLock) await rm(lock, { force: true });
      else await wait(20);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}
