import { LexHopError } from '@lexhop/foundation';
import { DataDirectoryError } from '../errors/data-directory-error.js';
import { StoreFullError } from '../errors/store-full-error.js';

const notAllowed = 'this user may not write to it.';
const readOnly = 'its file system is read-only.';
const badDisk = 'its disk does not answer as it should.';
const notADirectory = 'a part of its path is a file.';

/** By code of the operating system, and by errno of the embedded Postgres, which counts as WebAssembly does. */
const refusals: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['EACCES', notAllowed],
  ['EPERM', notAllowed],
  ['EROFS', readOnly],
  ['EIO', badDisk],
  ['ENOTDIR', notADirectory],
  ['EEXIST', notADirectory],
  [2, notAllowed],
  [63, notAllowed],
  [69, readOnly],
  [29, badDisk],
  [54, notADirectory],
]);
const full: ReadonlySet<unknown> = new Set(['53100', 'ENOSPC', 51]);

const noSpace = /no space left on device/i;

/** What the operating system, Postgres and WebAssembly throw; not all of them throw Errors. */
interface Thrown {
  readonly code?: string;
  readonly errno?: number;
  readonly message?: string;
  readonly stack?: string;
}

/** What went wrong in a data directory, in its own words: a full disk, a directory that can't be used, else what failed. */
export function storeErrorOf(directory: string, thrown: unknown): Error {
  if (thrown instanceof LexHopError || thrown instanceof RangeError) return thrown;
  const facts: Thrown = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const cause = causeOf(facts);
  const codes = [facts.code, facts.errno];
  if (codes.some((code) => full.has(code)) || noSpace.test(cause.message))
    return new StoreFullError(directory, { cause });
  const refusal = codes.map((code) => refusals.get(code)).find((reason) => reason !== undefined);
  if (refusal !== undefined) return new DataDirectoryError(directory, refusal, { cause });
  const code = facts.code ?? facts.errno ?? 'no code';
  return new Error(`The graph store in ${directory} failed: ${cause.message} (${code}).`, { cause });
}

/** Not the thrown one itself: it holds the statement's parameters, and with them texts. */
function causeOf({ message, code, errno, stack }: Thrown): Error {
  const cause = new Error(message ?? `error ${code ?? errno ?? 'of an unknown kind'}`);
  if (stack !== undefined) cause.stack = stack;
  return cause;
}
