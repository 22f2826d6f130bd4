import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { LexHopError } from '@lexhop/foundation';
import { DataDirectoryError, storeErrorOf } from '../errors.js';
import { launchAs } from './data-directory.js';
import type { Binaries } from './binaries.js';
import type { Cluster } from './cluster.js';
import { pause, readLock } from './lock-file.js';

/** For a small machine: one to three processes of ours, a graph of some hundred thousand articles, a disk that is an SSD. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  // Sorts and joins of a whole graph, a few at a time.
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  // Files lie in the machine's page cache more often than not.
  random_page_cost: '1.1',
  effective_cache_size: '512MB',
  // What a start after a kill has to read again, at most, and the disk beside the data.
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  // Nobody replicates from it.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Processes less: statements come from several connections already.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_worker_processes: '2',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  io_method: 'sync',
  jit: 'off',
  // After a kill, too: file by file takes seconds.
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
  // What a process that was killed had begun is ended.
  client_connection_check_interval: '2s',
  log_min_messages: 'warning',
  log_line_prefix: '%m [%p] ',
};

/** A server that this process has started. */
export interface Postmaster {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<void>;
  /** What it has written since it was started. */
  said(): Promise<string>;
}

/** Starts PostgreSQL on a cluster. It may end at once, if another one has the directory. It outlives this process; see watchOver. */
export async function startPostmaster(
  binaries: Binaries,
  cluster: Cluster,
  { port, flags = {} }: { readonly port: number; readonly flags?: Readonly<Record<string, string>> },
): Promise<Postmaster> {
  const log = await open(cluster.log, 'a', 0o600).catch((thrown: unknown) => {
    throw unwritable(cluster.log, thrown);
  });
  const { size } = await log.stat();
  const given = Object.entries({ ...settings, ...flags, port: String(port) });
  const parameters = ['-D', cluster.data, ...given.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const launch = await launchAs(cluster.account, { program: binaries.postgres, parameters, folder: cluster.data });
  const child = spawn(launch.command, launch.parameters, {
    ...launch.as,
    cwd: cluster.folder,
    // A group of its own: what a terminal sends to ours is no reason to stop before us.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = once(child, 'exit').then(() => {});
  child.unref();
  await log.close();
  const said = async () => (await readFile(cluster.log)).subarray(size).toString();
  return { child, pid: child.pid ?? 0, ended, said };
}

function unwritable(path: string, thrown: unknown): Error {
  const error = storeErrorOf(path, thrown);
  return error instanceof LexHopError ? error : new DataDirectoryError(path, error.message, { cause: thrown });
}

/** Whether a server that was started answers now; false where it ended before. */
export async function untilReady({ pid, child }: Postmaster, { data }: Cluster): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const lock = await readLock(data);
    if (typeof lock === 'object' && lock.pid === pid && lock.isReady) return true;
    await wait(pause);
  }
  return false;
}

/**
 * Sees to it that a server stops when this process ends without stopping it: a shell waits until its input closes, which the end of this process does.
 * On Windows there is no such shell, and the server runs until the next process on the directory stops it.
 */
export function watchOver(pid: number): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const shell = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -INT "$1"', 'sh', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  shell.unref();
  if (shell.stdin && 'unref' in shell.stdin) (shell.stdin as { unref(): void }).unref();
  return shell;
}

/** A free port of the loopback interface: the wished one if nobody listens there. */
export async function freePort(wished: number): Promise<number> {
  return listenOnce(wished).catch(() => listenOnce(0));
}

async function listenOnce(port: number): Promise<number> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return taken;
}
