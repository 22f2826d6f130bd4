import { once } from 'node:events';
import { createServer } from 'node:net';
import { asError, codeOf, LexHopError, type Logger } from '@lexhop/foundation';
import { hasOwnServer } from '@lexhop/postgres';
import { deploymentOf } from './backends.js';
import type { EngineSettings } from './engine-settings.js';

/**
 * Says, on a first start on a data directory, what the start waits for. It is a sentence on standard output and not a line of the log, since
 * the address of the server comes there next. Says nothing where the directory has a database already, or the database is elsewhere.
 */
export async function tellFirstStart(
  settings: Pick<EngineSettings, 'store' | 'neo4j' | 'queue'>,
  output: Pick<NodeJS.WritableStream, 'write'> = process.stdout,
): Promise<void> {
  const { postgres } = deploymentOf(settings);
  if ('url' in postgres || (await hasOwnServer(postgres.dataDirectory))) return;
  output.write(`${postgres.dataDirectory} is new: its database is made first, which takes some seconds …\n`);
}

/** Another program listens at the address of a server. */
class AddressTakenError extends LexHopError {
  override readonly code = 'address-taken';
  override readonly retryable = true;
  override readonly hint: string;

  constructor(
    readonly variable: string,
    readonly port: number,
    cause: unknown,
  ) {
    super(`Port ${port} is taken: another program on this machine listens there.`, { cause });
    this.hint = `End that one, or set ${variable} to another port (0 takes a free one).`;
  }
}

/** Gives a function that throws the error with which listening failed. Where the port is taken, that is an AddressTakenError, which names the variable that sets the port. */
export function asListenError(variable: string, port: number): (thrown: unknown) => never {
  return (thrown) => {
    throw codeOf(thrown) === 'EADDRINUSE' ? new AddressTakenError(variable, port, thrown) : thrown;
  };
}

/** Throws an AddressTakenError where another program has the port. Call it before anything is opened for a server that could not listen. */
export async function assertPortFree(variable: string, host: string, port: number): Promise<void> {
  if (port === 0) return;
  const trial = createServer().listen(port, host);
  await once(trial, 'listening').catch(asListenError(variable, port));
  trial.close();
  await once(trial, 'close');
}

/**
 * Ends a process that could not start: one sentence on standard error, with what to do about it, and exit code 2 for a setting that can't
 * work, 3 where it may start later without a change, else 1.
 */
export function endFailedStart(thrown: unknown): never {
  const error = asError(thrown);
  // What LexHop raises on purpose is a sentence for people; anything else needs its stack.
  const isForeseen = error instanceof LexHopError;
  const sentence = isForeseen ? [error.message, error.hint].filter(Boolean).join(' ') : error.stack;
  process.stderr.write(`${sentence ?? error.message}\n`);
  process.exit(exitCodeOf(error));
}

function exitCodeOf(error: Error): 1 | 2 | 3 {
  if (!(error instanceof LexHopError)) return 1;
  if (error.code === 'setting-invalid') return 2;
  return error.retryable ? 3 : 1;
}

/** Tells the command that started this process the address of its server, where a command did; the process then ends with that command. */
export function endWithParent(url: string, app: { close(): Promise<void> }): void {
  if (!process.send) return;
  process.send({ url });
  process.once('disconnect', () => void app.close().then(() => process.exit(0)));
}

/** Longer than the 5 s that a worker gives its jobs, and shorter than an orchestrator waits before SIGKILL. */
const closingMilliseconds = 12_000;

/** Ends this process at most 12 s after it was told to end, even while closing waits for a server that is away. Work that still runs is then cut off as by a kill. */
export function endInTime(logger: Logger): void {
  const toldToEnd = () => {
    setTimeout(() => {
      logger.error(
        `Closing took longer than ${closingMilliseconds} ms; the process ends without. Jobs go to other workers.`,
      );
      process.exit(1);
    }, closingMilliseconds).unref();
  };
  process.once('SIGTERM', toldToEnd);
  process.once('SIGINT', toldToEnd);
  // The parent that started this process with a channel is gone.
  if (process.send) process.once('disconnect', toldToEnd);
}
