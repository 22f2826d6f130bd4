import { isIP } from 'node:net';
import { SettingError } from '@lexhop/foundation';
import type { FastifyInstance } from 'fastify';
import { problemOf } from './problem-details.js';

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Refuses to listen where others can reach it without keys. */
export function assertSafeToListen(host: string, keyCount: number): void {
  if (isLoopback(host) || keyCount > 0) return;
  throw new SettingError(
    'LEXHOP_HOST',
    host,
    'an address that others can reach needs LEXHOP_API_KEYS; without keys use 127.0.0.1',
  );
}

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
