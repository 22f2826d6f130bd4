import { untilAborted } from '@lexhop/foundation';

/** One number in shared memory, by which a thread tells another one to stop: 0 at first, 1 once it should stop. */
export type AbortFlag = Int32Array;

/** Calls `work` with a new flag. When the signal aborts, the flag is raised, and the call rejects at once with the signal's reason, without waiting for the work. */
export async function withAbortFlag<Result>(
  signal: AbortSignal | undefined,
  work: (flag: AbortFlag) => Promise<Result>,
): Promise<Result> {
  const flag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  if (!signal) return work(flag);
  signal.throwIfAborted();
  const raise = () => Atomics.store(flag, 0, 1);
  signal.addEventListener('abort', raise, { once: true });
  return untilAborted(work(flag), signal).finally(() => signal.removeEventListener('abort', raise));
}

/** Whether the work that has this flag should stop. */
export function isRaised(flag: AbortFlag): boolean {
  return Atomics.load(flag, 0) !== 0;
}
