import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asError, makeFolder } from '@lexhop/foundation';
import { DataDirectoryError } from '../errors.js';

/** Makes a data directory where it is missing. Throws a DataDirectoryError if it can't be written, or holds files of an earlier LexHop. */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await makeFolder(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw new DataDirectoryError(path, asError(thrown).message, { cause: thrown });
  }
  const earlier = await stat(join(path, 'graph', 'PG_VERSION')).catch(() => undefined);
  if (earlier) {
    const reason = `${join(path, 'graph')} is of an earlier LexHop, whose graphs can't be read any more. Move it and ${join(path, 'queue')} away, or set LEXHOP_DATA_DIR to another directory; then build again.`;
    throw new DataDirectoryError(path, reason);
  }
}

/** The account that PostgreSQL runs under, because it refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A program as it is begun under an account. */
interface Launch {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly as: Partial<Account>;
}

/** `nobody` on macOS, and on Linux. */
export const nobody: Account =
  process.platform === 'darwin' ? { uid: 4_294_967_294, gid: 4_294_967_294 } : { uid: 65_534, gid: 65_534 };

/** The account to run PostgreSQL under, where this process is root: the owner of the folder, or `nobody` where root owns it or it is missing. Undefined for any other process, which uses its own. */
export async function accountFor(folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const made = await stat(folder).catch(() => undefined);
  return made && made.uid !== 0 ? { uid: made.uid, gid: made.gid } : nobody;
}

/**
 * How to start a program under an account. Folders of root may be closed to the account (`/root`, a temporary folder). Then the program keeps one
 * right of root, to pass through folders, which `setpriv` of util-linux gives it.
 */
export async function launchAs(
  account: Account | undefined,
  {
    program,
    parameters,
    folder,
  }: { readonly program: string; readonly parameters: readonly string[]; readonly folder: string },
): Promise<Launch> {
  if (!account) return { command: program, parameters, as: {} };
  const isOpen = (await isReachable(program, account)) && (await isReachable(folder, account));
  if (isOpen || process.platform !== 'linux') return { command: program, parameters, as: account };
  const who = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  const right = ['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override'];
  return { command: 'setpriv', parameters: [...who, ...right, program, ...parameters], as: {} };
}

/** Whether an account may enter every folder above a path. */
export async function isReachable(path: string, { uid, gid }: Account): Promise<boolean> {
  const folder = dirname(path);
  if (folder === path) return true;
  const { mode, ...owner } = await stat(folder);
  const bit = owner.uid === uid ? 0o100 : owner.gid === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0 && isReachable(folder, { uid, gid });
}
