import type { Logger } from '@lexhop/foundation';

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
