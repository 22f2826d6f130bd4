import { useSyncExternalStore } from 'react';

/** A value of the page that changes outside of React and is watched by it. */
export class Observed<Value> {
  readonly #watchers = new Set<() => void>();
  #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  readonly get = (): Value => this.#value;

  set(value: Value): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const tell of this.#watchers) tell();
  }

  /** Returns how to stop watching. */
  readonly watch = (tell: () => void): (() => void) => {
    this.#watchers.add(tell);
    return () => this.#watchers.delete(tell);
  };
}

/** The value as it is now; the component is drawn again when it changes. */
export function useObserved<Value>(observed: Observed<Value>): Value {
  return useSyncExternalStore(observed.watch, observed.get);
}

/** Whether the last request reached the server. */
export const connection = new Observed<'open' | 'lost'>('open');

const place = 'lexhop-api-key';

/** The key that requests carry, if any, and whether the server asked for one (or for another). */
interface Session {
  readonly key: string | undefined;
  readonly asked: boolean;
}

/** The key is kept for this tab only, in its session storage. */
export const session = new Observed<Session>({ key: sessionStorage.getItem(place) ?? undefined, asked: false });

export function signIn(key: string): void {
  sessionStorage.setItem(place, key);
  session.set({ key, asked: false });
}

export function signOut(): void {
  sessionStorage.removeItem(place);
  session.set({ key: undefined, asked: true });
}

/** The server answered 401 to a request that carried `key`; a key entered meanwhile is left alone. */
export function askForKey(key: string | undefined): void {
  if (session.get().key === key) session.set({ key, asked: true });
}
