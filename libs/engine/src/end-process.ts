import { asError, LexHopError, type Logger } from '@lexhop/foundation';

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
