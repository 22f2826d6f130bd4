/** A word of shared memory that tells another thread to stop; cloned to it as it is. */
export type AbortFlag = Int32Array;

/** Does work in another thread that watches a flag: raised when the signal aborts, which also rejects at once with the signal's reason. */
export async function withAbortFlag<Result>(
  signal: AbortSignal | undefined,
  work: (flag: AbortFlag) => Promise<Result>,
): Promise<Result> {
  const flag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  if (!signal) return work(flag);
  signal.throwIfAborted();
  const { promise: aborted, reject } = rejectable();
  const stop = () => {
    Atomics.store(flag, 0, 1);
    reject(signal.reason);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(flag), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

export function isRaised(flag: AbortFlag): boolean {
  return Atomics.load(flag, 0) !== 0;
}

function rejectable(): { readonly promise: Promise<never>; readonly reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<never>((_resolve, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject };
}
