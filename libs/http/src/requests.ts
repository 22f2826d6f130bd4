import { Readable } from 'node:stream';
import compress from '@fastify/compress';
import { holdsOnlyStorable, isStorable, unstorableWords } from '@lexhop/foundation';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BadRequestError, ClientGoneError, MethodNotAllowedError } from './errors.js';
import { refuse } from './problem.filter.js';

/** A signal that is aborted, with a ClientGoneError, when the client hangs up before it has the whole answer. */
export function abortWhenGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort(new ClientGoneError());
  });
  return controller.signal;
}

/**
 * Refuses, with 400, a request whose path, query or JSON body holds characters that no store can hold. No stored text has them,
 * so no such request can mean anything. Uploaded files and streams are not looked at here: the rooms that read them do that.
 */
export function refuseUnstorable(server: FastifyInstance): void {
  server.addHook('preValidation', async (request, reply) => {
    const where = unstorablePlace(request);
    if (where === undefined) return undefined;
    return refuse(reply, new BadRequestError(`The request's ${where} holds ${unstorableWords}.`));
  });
}

function unstorablePlace({ params, query, body }: FastifyRequest): 'path' | 'query' | 'body' | undefined {
  if (!holdsOnlyStorable(params)) return 'path';
  if (!holdsOnlyStorable(query)) return 'query';
  const isWhole = typeof body === 'string' ? isStorable(body) : body instanceof Readable || holdsOnlyStorable(body);
  return isWhole ? undefined : 'body';
}

/** Bytes; compressing smaller answers gains nothing. */
const smallestCompressed = 1024;
const jsonTypes = /^application\/(?:[a-z]+\+)?json/u;

/** Compresses JSON answers for clients that accept it. Event streams and JSON lines are not compressed, so that they go out as they come. */
export async function compressJson(server: FastifyInstance): Promise<void> {
  const encodings: ('gzip' | 'deflate')[] = ['gzip', 'deflate'];
  await server.register(compress, { threshold: smallestCompressed, customTypes: jsonTypes, encodings });
}

/**
 * Answers 405 with an `Allow` header (RFC 9110, 15.5.6) where the path is known and the method is not; the router alone would answer 404.
 * Call it before any route is added.
 */
export function refuseOtherMethods(server: FastifyInstance): void {
  const methodsByRoute = new Map<string, Set<string>>();
  server.addHook('onRoute', ({ url, method }) => {
    const methods = methodsByRoute.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    methodsByRoute.set(url, methods);
  });
  server.addHook('onRequest', async ({ routeOptions, method, url }, reply) => {
    if (routeOptions.url !== undefined) return undefined;
    const [path = ''] = url.split('?', 1);
    const allowed = [...methodsByRoute]
      .filter(([route]) => isOfRoute(path, route))
      .flatMap(([, methods]) => [...methods]);
    if (allowed.length === 0) return undefined;
    void reply.header('allow', allowed.join(', '));
    return refuse(reply, new MethodNotAllowedError(method, allowed));
  });
}

/** Whether a path matches a route part by part; a parameter such as `:graph` matches any part. Wildcard routes (`/*`) match nothing here. */
function isOfRoute(path: string, route: string): boolean {
  const parts = path.split('/');
  const wanted = route.split('/');
  return parts.length === wanted.length && wanted.every((part, place) => part === parts[place] || part.startsWith(':'));
}
