import type { GraphStores } from '@lexhop/graph-store';
import { writingCalls } from './kill-orders.js';

/** The same stores; before one of these methods of a writing port is called, `before` is waited for. */
export function watchedStores(
  stores: GraphStores,
  methods: 'any' | readonly string[],
  before: () => Promise<void> | void,
): GraphStores {
  const watched = Object.entries(writingCalls).map(([port, writing]) => {
    const awaited = writing.filter((method) => methods === 'any' || methods.includes(method));
    return [port, watchedPort(stores[port as keyof typeof writingCalls], awaited, before)];
  });
  return { ...stores, ...Object.fromEntries(watched) };
}

function watchedPort(port: object, methods: readonly string[], before: () => Promise<void> | void): object {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (!methods.includes(String(name))) return value.bind(target) as unknown;
      return async (...words: readonly unknown[]) => {
        await before();
        return Reflect.apply(value, target, words) as unknown;
      };
    },
  });
}
