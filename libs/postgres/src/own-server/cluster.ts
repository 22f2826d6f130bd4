import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, syncFolder } from '@lexhop/foundation';
import { DataDirectoryError, StoreDamagedError, storeErrorOf, StoreMemoryError } from '../errors.js';
import { type Account, accountFor, launchAs } from './data-directory.js';
import type { Binaries } from './binaries.js';

/** The files of an own server: `<data directory>/postgres`. */
export interface Cluster {
  readonly folder: string;
  /** PostgreSQL's own data directory. */
  readonly data: string;
  readonly log: string;
  readonly password: string;
  readonly account: Account | undefined;
}

const userName = 'lexhop';

/** Where the server of these files answers, at a port. */
export function addressAt(port: number, { password }: Pick<Cluster, 'password'>) {
  return { host: '127.0.0.1', port, user: userName, password, database: 'postgres' };
}

/** Whether a data directory has the files of an own server already. Making them takes some seconds. */
export async function hasOwnServer(dataDirectory: string): Promise<boolean> {
  return exists(join(dataDirectory, 'postgres'));
}

/** Opens the files of an own server, and makes them where there are none, which takes seconds. A kill or a power cut while they are made leaves none. */
export async function openCluster(folder: string, binaries: Binaries, { sync }: { readonly sync: boolean }) {
  if (!(await exists(folder))) await makeCluster(folder, binaries, sync);
  const data = join(folder, 'data');
  await refuseOtherVersion(data, binaries);
  const password = await readFile(join(folder, 'password'), 'utf8').catch(() => '');
  if (password === '') throw new StoreDamagedError(folder, 'its file password is missing or empty');
  return { folder, data, log: join(folder, 'log'), password, account: await accountFor(folder) } satisfies Cluster;
}

async function makeCluster(folder: string, binaries: Binaries, sync: boolean): Promise<void> {
  const parent = dirname(folder);
  const account = await accountFor(folder);
  const made = await mkdtemp(`${folder}.making-`);
  try {
    if (account) await chown(made, account.uid, account.gid);
    await writePassword(join(made, 'password'), account, sync);
    await initdb(made, binaries, { account, sync });
    if (sync) await syncFolder(made);
    await rename(made, folder);
    if (sync) await syncFolder(parent);
  } catch (thrown) {
    await rm(made, { recursive: true, force: true });
    // Another process was first.
    if (codeOf(thrown) !== 'ENOTEMPTY' && codeOf(thrown) !== 'EEXIST') throw thrown;
  }
}

async function writePassword(path: string, account: Account | undefined, sync: boolean): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(24).toString('base64url'));
    if (account) await file.chown(account.uid, account.gid);
    if (sync) await file.sync();
  } finally {
    await file.close();
  }
}

async function initdb(
  folder: string,
  binaries: Binaries,
  { account, sync }: { readonly account: Account | undefined; readonly sync: boolean },
): Promise<void> {
  // Sorted by code point, whatever the machine speaks.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const access = [`--username=${userName}`, '--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`];
  const flags = ['--data-checksums', '--no-instructions', ...syncFlags(sync)];
  const parameters = ['-D', join(folder, 'data'), ...locale, ...access, ...flags];
  const launch = await launchAs(account, { program: binaries.initdb, parameters, folder: join(folder, 'data') });
  const child = spawn(launch.command, launch.parameters, {
    ...launch.as,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw refusalOf(folder, said);
}

/** Linux syncs the whole file system in one call; file by file takes seconds. */
function syncFlags(sync: boolean): readonly string[] {
  if (!sync) return ['--no-sync'];
  return process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
}

const damage =
  /PANIC|could not (?:open|read) file|could not locate|invalid|checksum|corrupt|is not a valid|does not exist/i;

/** What PostgreSQL wrote when it refused to start, as an error. */
export function refusalOf(directory: string, said: string): Error {
  const reason = reasonIn(said);
  if (/No space left on device/i.test(said)) {
    return storeErrorOf(directory, Object.assign(new Error(reason), { code: 'ENOSPC' }));
  }
  if (/Cannot allocate memory/i.test(said)) return new StoreMemoryError(directory, reason);
  if (/Permission denied|invalid permissions|wrong ownership/i.test(said))
    return new DataDirectoryError(directory, reason);
  // Here PostgreSQL names a place in its log, and no file.
  const where = /checkpoint record/i.test(said) ? `${reason}; a file of pg_wal is damaged or missing` : reason;
  return damage.test(reason) ? new StoreDamagedError(directory, where) : new DataDirectoryError(directory, reason);
}

/** The code of errors that PostgreSQL has no better word for, for instance of a map of its tables with a wrong checksum. */
const internalError = 'XX000';

/** The error of a server that runs but can't begin a session, because a file that every session reads is damaged; undefined for any other error. */
export function damageIn(place: string, thrown: unknown): StoreDamagedError | undefined {
  const error = storeErrorOf(place, thrown);
  if (error instanceof StoreDamagedError) return error;
  return codeOf(thrown) === internalError ? new StoreDamagedError(place, error.message, { cause: thrown }) : undefined;
}

/** The lines that say why, without their time and process. */
function reasonIn(said: string): string {
  const lines = said.split('\n').filter((line) => /(?:FATAL|PANIC|DETAIL|error): /.test(line));
  const words = lines.map((line) => line.replace(/^.*?(?=(?:FATAL|PANIC|DETAIL|error): )/, '')).join(' ');
  return (words || said.trim()).slice(-1_000);
}

async function refuseOtherVersion(data: string, binaries: Binaries): Promise<void> {
  const theirs = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (theirs === binaries.major) return;
  const reason =
    theirs === ''
      ? 'its file PG_VERSION is missing'
      : `it was made by PostgreSQL ${theirs}, and this is PostgreSQL ${binaries.major}. Start it with the LexHop that made it, or name another directory in LEXHOP_DATA_DIR.`;
  throw theirs === '' ? new StoreDamagedError(data, reason) : new DataDirectoryError(data, reason);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
