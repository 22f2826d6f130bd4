import { asError, LexHopError } from '@lexhop/foundation';
import { DataDirectoryError } from '../errors/data-directory-error.js';
import { StoreFullError } from '../errors/store-full-error.js';

const refusals: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write to it.',
  EPERM: 'this user may not write to it.',
  EROFS: 'its file system is read-only.',
  ENOTDIR: 'a part of its path is a file.',
  EEXIST: 'it is a file.',
  EIO: 'its disk does not answer as it should.',
};

/** What went wrong in a data directory, in its own words: a full disk, a directory that can't be used, else a statement that failed. */
export function storeErrorOf(directory: string, thrown: unknown): Error {
  if (thrown instanceof LexHopError) return thrown;
  const error = asError(thrown);
  const code = (error as { readonly code?: unknown }).code;
  if (code === '53100' || code === 'ENOSPC' || /no space left on device/i.test(error.message)) {
    return new StoreFullError(directory, { cause: error });
  }
  const refusal = typeof code === 'string' ? refusals[code] : undefined;
  if (refusal !== undefined) return new DataDirectoryError(directory, refusal, { cause: error });
  return typeof code === 'string' ? statementError(code, error) : error;
}

/** Without the statement's parameters: they hold texts, and would be copied from thread to thread. */
function statementError(code: string, { message, stack }: Error): Error {
  const cause = new Error(message);
  if (stack !== undefined) cause.stack = stack;
  return new Error(`A statement of the graph store failed: ${message} (${code}).`, { cause });
}
