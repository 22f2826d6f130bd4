import { Readable } from 'node:stream';
import { holdsOnlyStorable, isStorable, unstorableWords } from '@lexhop/foundation';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problemOf } from './problem-details.js';

/**
 * Refuses requests whose path, query or JSON body holds characters that no store can hold: nothing stored has them, so
 * nothing could be meant by them. Files and streams are read by rooms that say themselves what they replace or refuse.
 */
export function refuseUnstorable(server: FastifyInstance): void {
  server.addHook('preValidation', async (request, reply) => {
    const where = unstorablePlace(request);
    if (where === undefined) return;
    const problem = problemOf(400, 'bad-request', `The request's ${where} holds ${unstorableWords}.`);
    await reply.status(400).header('content-type', 'application/problem+json').send(problem);
  });
}

function unstorablePlace({ params, query, body }: FastifyRequest): 'path' | 'query' | 'body' | undefined {
  if (!holdsOnlyStorable(params)) return 'path';
  if (!holdsOnlyStorable(query)) return 'query';
  const isWhole = typeof body === 'string' ? isStorable(body) : body instanceof Readable || holdsOnlyStorable(body);
  return isWhole ? undefined : 'body';
}
