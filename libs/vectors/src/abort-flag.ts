/** A word of shared memory that tells another thread to stop; cloned to it as it is. */
export type AbortFlag = Int32Array;

/** A flag that is raised when the signal aborts, and a function that stops listening to it. */
export function abortFlagOf(signal: AbortSignal | undefined): {
  readonly flag: AbortFlag;
  readonly release: () => void;
} {
  const flag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const raise = () => void Atomics.store(flag, 0, 1);
  if (signal?.aborted) raise();
  signal?.addEventListener('abort', raise, { once: true });
  return { flag, release: () => signal?.removeEventListener('abort', raise) };
}

export function isRaised(flag: AbortFlag): boolean {
  return Atomics.load(flag, 0) !== 0;
}
