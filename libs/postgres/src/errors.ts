import { asError, codeOf, LexHopError } from '@lexhop/foundation';

/** The disk under the database is full. */
class StoreFullError extends LexHopError {
  override readonly code = 'store-full';
  override readonly retryable = true;

  constructor(
    readonly directory: string,
    options?: ErrorOptions,
  ) {
    super(`The disk of ${directory} is full. Nothing was lost: make room and retry the build.`, options);
  }
}

/** The database can't be reached, or can't answer now. */
export class StoreUnavailableError extends LexHopError {
  override readonly code = 'store-unavailable';
  override readonly retryable = true;
  override readonly hint = 'Nothing that was saved is lost. Once the database answers again, builds go on.';

  constructor(
    readonly server: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The database at ${server} does not answer: ${reason}`, options);
  }
}

/** The database had no memory left for a statement, which was undone. */
export class StoreMemoryError extends LexHopError {
  override readonly code = 'store-memory';
  override readonly retryable = true;
  override readonly hint = 'Give the database more memory, or run fewer workers at once.';

  constructor(
    readonly server: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The database at ${server} has no memory for this statement, and undid it: ${reason}`, options);
  }
}

/** A file of the database holds what was never written to it, or is gone. */
export class StoreDamagedError extends LexHopError {
  override readonly code = 'store-damaged';
  override readonly hint =
    'Stop LexHop, move its data directory away, and fill an empty one from a backup: lexhop restore FILE.';

  constructor(
    readonly server: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The database at ${server} is damaged: ${reason}`, options);
  }
}

/** The data directory can not be made, read or written. */
export class DataDirectoryError extends LexHopError {
  override readonly code = 'data-directory';

  constructor(
    readonly directory: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The data directory ${directory} can't be used: ${reason}`, options);
  }
}

/** There is no PostgreSQL to start on this machine. */
export class PostgresMissingError extends LexHopError {
  override readonly code = 'postgres-missing';
  override readonly hint = 'Install PostgreSQL 15 or later, and name it in DATABASE_URL.';

  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`LexHop can't start a PostgreSQL of its own on ${process.platform}-${process.arch}: ${reason}.`, options);
  }
}

type Mapped = new (place: string, reason: string, options?: ErrorOptions) => LexHopError;

/** The class of an error by its code: an SQLSTATE (PostgreSQL's appendix A) or a code of the operating system. */
const errorsByCode: readonly (readonly [codes: RegExp, error: Mapped])[] = [
  [/^(?:53200)$/, StoreMemoryError],
  [/^(?:XX001|XX002|58P01|58030)$/, StoreDamagedError],
  [/^(?:08...|57P0[1-5]|53300|25006)$/, StoreUnavailableError],
  [
    /^(?:ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/,
    StoreUnavailableError,
  ],
];

// The driver's errors about a connection that ended have no code.
const connectionLost =
  /^Connection terminated|^timeout expired|^Client was closed|^Client has encountered a connection error|timeout exceeded when trying to connect/;

/** PostgreSQL uses it where it has no better code, and poolers in front of it for much else. */
const internalError = 'XX000';
/** Words for files that do not belong together, because some were cut, or replaced by those of another database. */
const filesDisagree =
  /unexpected data beyond EOF|could not open relation with OID|cache lookup failed|incorrect checksum|catalog is missing/;

/**
 * Turns what a statement threw into an error of this room, where people can do something about it: a full disk, a server that is away,
 * no memory, a damaged file. Any other error stays as it is, with PostgreSQL's own `code`.
 */
export function storeErrorOf(place: string, thrown: unknown): Error {
  const error = asError(thrown);
  if (error instanceof LexHopError) return error;
  const code = codeOf(error) ?? '';
  if (code === '53100' || code === 'ENOSPC') return new StoreFullError(place, { cause: error });
  const Mapped = errorsByCode.find(([codes]) => codes.test(code))?.[1] ?? errorByWords(code, error.message);
  return Mapped ? new Mapped(place, error.message, { cause: error }) : error;
}

function errorByWords(code: string, message: string): Mapped | undefined {
  if (code === internalError && filesDisagree.test(message)) return StoreDamagedError;
  return connectionLost.test(message) ? StoreUnavailableError : undefined;
}
