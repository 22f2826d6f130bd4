import type { WorkerThread } from '@lexhop/foundation';
import type { GraphStoreMethods } from './graph-store.worker.js';
import { reviveError } from './revive-error.js';

type Thread = WorkerThread<GraphStoreMethods>;

/** A port whose methods are called in the store's thread; errors come back as the classes they are there. */
export function remotePort<Port extends object>(
  thread: Thread,
  port: string,
  methods: readonly (keyof Port & string)[],
): Port {
  const remote = methods.map((method) => {
    const call = (...parameters: readonly unknown[]) => callPort(thread, { port, method, parameters });
    return [method, call] as const;
  });
  return Object.fromEntries(remote) as Port;
}

async function callPort(thread: Thread, call: Parameters<GraphStoreMethods['call']>[0]): Promise<unknown> {
  try {
    return await thread.call('call', call);
  } catch (thrown) {
    throw reviveError(thrown);
  }
}
