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
