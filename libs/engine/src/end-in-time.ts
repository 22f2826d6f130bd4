import type { Logger } from '@lexhop/foundation';

/** Beyond the worker's own 5 s: for what closing takes on a busy machine, and less than an orchestrator waits before SIGKILL. */
const closingMilliseconds = 12_000;

/** Has this process end 12 s after it was told to, though closing may still wait for a server that is away; what runs is then as after a kill. */
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
  // Whoever began this process with a channel is gone.
  if (process.send) process.once('disconnect', toldToEnd);
}
