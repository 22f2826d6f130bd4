import { setTimeout as wait } from 'node:timers/promises';
import { asError } from './errors.js';

/** Waits for a result until the signal is aborted; then rejects with its reason, and what was begun goes on unheard. */
export async function untilAborted<Result>(result: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return result;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** A Map or a WeakMap of promises. */
interface PromisesByKey<Key, Value> {
  get(key: Key): Promise<Value> | undefined;
  set(key: Key, value: Promise<Value>): unknown;
  delete(key: Key): unknown;
}

/** The promise that is kept under a key. Where there is none, `make` makes it. One that rejects is not kept, so the next call makes another. */
export function oncePerKey<Key, Value>(
  kept: PromisesByKey<Key, Value>,
  key: Key,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = kept.get(key);
  if (known) return known;
  const made = make();
  kept.set(key, made);
  made.catch(() => {
    if (kept.get(key) === made) kept.delete(key);
  });
  return made;
}

interface Repeated {
  readonly milliseconds: number;
  readonly signal: AbortSignal;
  readonly work: () => Promise<unknown>;
  /** Is told why the work failed, unless the signal is aborted by then. The work is done again all the same. */
  readonly failed: (reason: string) => void;
}

/** Does work at once and again and again until the signal is aborted, with a pause after each time, which does not keep the process alive. */
export async function repeatedly({ milliseconds, signal, work, failed }: Repeated): Promise<void> {
  while (!signal.aborted) {
    await work().catch((thrown: unknown) => {
      if (!signal.aborted) failed(asError(thrown).message);
    });
    await wait(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
