import { LexHopError } from '@lexhop/foundation';
import { ProblemError, type Schema, ServerUnreachableError } from '@lexhop/client';
import { spellCommand } from './terminal/output.js';

/** A build that was watched did not become the active one. */
export class BuildFailedError extends LexHopError {
  override readonly code = 'build-failed';

  readonly graph: string;
  readonly number: number;
  readonly state: string;

  constructor({ graph, number, state, settings }: Pick<Schema<'Build'>, 'graph' | 'number' | 'state' | 'settings'>) {
    const ended = `Build ${number} of graph ${graph} ended as ${state}.`;
    super(
      settings.from === 'import'
        ? `${ended} It was read from a file: import that again, or build from the statutes with ${spellCommand('build', graph)}.`
        : `${ended} What it saved is kept: ${spellCommand(`retry ${number}`, graph)} goes on with what is missing.`,
    );
    this.graph = graph;
    this.number = number;
    this.state = state;
  }
}

/** A file that a command was given is not there, or may not be read. */
export class FileUnreadableError extends LexHopError {
  override readonly code = 'file-unreadable';

  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`${file} can't be read: is it there, and a file?`, options);
  }
}

/** A file that a command was told to write can't be made, or can't take what is written. */
class FileUnwritableError extends LexHopError {
  override readonly code = 'file-unwritable';

  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`${file} can't be written: is its folder there, may you write to it, and does it have room?`, options);
  }
}

/** Throws a FileUnwritableError for what the system refused, and anything else as it is. */
export function asUnwritable(file: string): (thrown: unknown) => never {
  return (thrown) => {
    if (thrown instanceof Error && 'syscall' in thrown) throw new FileUnwritableError(file, { cause: thrown });
    throw thrown;
  };
}

/** A file of texts, or one of vectors to go on with, is not what it should be. */
export class EmbeddingFileError extends LexHopError {
  override readonly code = 'embedding-file-invalid';

  constructor(
    readonly file: string,
    sentence: string,
  ) {
    super(`${file} ${sentence}`);
  }
}

/** A file that should hold a reading of a query is no JSON object. */
export class ReadingFileError extends LexHopError {
  override readonly code = 'reading-file-invalid';

  constructor(readonly file: string) {
    super(`${file} holds no reading: write down the answer of lexhop ask --json, and change its "reading".`);
  }
}

/** The server that a command began could not start. */
export class ServerStartError extends LexHopError {
  override readonly code = 'server-start';

  /** @param exitCode how the server ended: 2 where a setting can't work, 3 where it may start later */
  constructor(
    readonly reason: string,
    readonly exitCode: 1 | 2 | 3 = 1,
  ) {
    super(`The LexHop server could not start: ${reason}`);
  }
}

/** Codes of what another way of asking would put right. */
const askedWrongly: ReadonlySet<string> = new Set([
  'bad-request',
  'setting-invalid',
  'query-empty',
  'file-unreadable',
  'file-unwritable',
  'statutes-unknown',
  'model-unknown',
  'embedding-output-missing',
  'embedding-file-invalid',
  'evaluation-file-invalid',
  'reading-file-invalid',
]);

type ExpectedError = LexHopError | ProblemError | ServerUnreachableError;

/** Whether an error was foreseen, by us or by the server: then its sentence says all there is to say. */
export function isExpected(error: Error): error is ExpectedError {
  return error instanceof LexHopError || error instanceof ProblemError || error instanceof ServerUnreachableError;
}

/** Codes of what is missing or busy: the same command works once that has changed. */
const notNow: ReadonlySet<string> = new Set(['build-running', 'no-active-build', 'no-statutes']);

/** The exit code for an error: 1 it failed, 2 it was asked wrongly, 3 it may work later (busy, unreachable, nothing built yet). */
export function exitCodeOf(error: Error): 1 | 2 | 3 {
  if (!isExpected(error)) return 1;
  if (error instanceof ServerStartError) return error.exitCode;
  if (askedWrongly.has(error.code)) return 2;
  if (notNow.has(error.code)) return 3;
  if (error instanceof ProblemError) return error.status === 503 || error.status === 429 ? 3 : 1;
  return error.retryable ? 3 : 1;
}
