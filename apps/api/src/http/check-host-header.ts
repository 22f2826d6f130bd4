import { isLoopback } from '@lexhop/engine';
import type { FastifyInstance } from 'fastify';
import { problemOf } from './problem-details.js';

/**
 * On loopback, answers only requests that name a loopback host: a web page elsewhere that has its own name resolve to
 * 127.0.0.1 (DNS rebinding) does not get through.
 */
export function checkHostHeader(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    const name = request.headers.host?.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1') ?? '';
    if (isLoopback(name)) return;
    const problem = problemOf(
      421,
      'misdirected',
      'This server answers on loopback only, by the names localhost, 127.0.0.1 and [::1].',
    );
    await reply.status(421).header('content-type', 'application/problem+json').send(problem);
  });
}
