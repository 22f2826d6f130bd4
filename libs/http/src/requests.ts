import { Readable } from 'node:stream';
import compress from '@fastify/compress';
import { holdsOnlyStorable, isStorable, unstorableWords } from '@lexhop/foundation';
import { problemOf } from './problem.filter.js';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ClientGoneError } from './errors.js';

/** A signal that calls work off, with a ClientGoneError, when the client hangs up before it has its answer. */
export function callOffWhenGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort(new ClientGoneError());
  });
  return controller.signal;
}

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

/** Smaller answers gain nothing. */
const smallestCompressed = 1024;
const jsonTypes = /^application\/(?:[a-z]+\+)?json/u;

/** Compresses JSON for who takes it compressed; streams of events and lines go out as they come. */
export async function compressJson(server: FastifyInstance): Promise<void> {
  const encodings: ('gzip' | 'deflate')[] = ['gzip', 'deflate'];
  await server.register(compress, { threshold: smallestCompressed, customTypes: jsonTypes, encodings });
}
