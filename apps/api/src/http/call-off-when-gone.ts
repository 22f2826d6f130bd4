import type { FastifyReply } from 'fastify';
import { ClientGoneError } from './client-gone-error.js';

/** A signal that calls work off, with a ClientGoneError, when the client hangs up before it has its answer. */
export function callOffWhenGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort(new ClientGoneError());
  });
  return controller.signal;
}
