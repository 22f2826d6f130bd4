import { ReplyTimeoutError } from './errors/reply-timeout-error.js';

export interface TimeLimit {
  readonly model: string;
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls with a signal that is aborted when the time is up or the caller's signal is. Then it rejects with a ReplyTimeoutError or the
 * caller's reason, whatever the call itself makes of it. Leaves no timer and no listener behind.
 */
export async function withinTime<Value>(
  limit: TimeLimit,
  call: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const { signal } = limit;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new ReplyTimeoutError(limit.model, limit.milliseconds)),
    limit.milliseconds,
  );
  const passOn = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', passOn, { once: true });
  try {
    return await call(controller.signal);
  } catch (thrown) {
    throw controller.signal.aborted ? controller.signal.reason : thrown;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', passOn);
  }
}
