import { type ApiKey, findApiKey, presentedKey, type Role } from '@lexhop/engine';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ForbiddenError } from './forbidden-error.js';
import { problemOf } from './problem-details.js';
import { UnauthorizedError } from './unauthorized-error.js';

/** Pages that are served beside Nest's routes, by what their routes begin with, and the role that opens them where keys are set. */
const pages: readonly { readonly path: string; readonly role: Role }[] = [
  { path: '/admin/queues', role: 'admin' },
  { path: '/api/v1/docs', role: 'read' },
  { path: '/api/v1/openapi.json', role: 'read' },
];

/** Asks for a key in front of the pages that Nest's guard does not see: as Bearer, or as the password that a browser asks its user for. */
export function admitToPages(server: FastifyInstance, keys: readonly ApiKey[]): void {
  if (keys.length === 0) return;
  server.addHook('onRequest', async (request, reply) => {
    const page = pageOf(request);
    if (!page) return;
    const { authorization } = request.headers;
    const key = findApiKey(keys, presentedKey(authorization, ['Bearer', 'Basic']));
    if (!key) return refuse(reply, 401, new UnauthorizedError());
    if (page.role !== 'admin' || key.role === 'admin') return;
    // A browser would keep sending the key that is not enough; told 401, it asks for another.
    return refuse(reply, authorization?.startsWith('Basic') ? 401 : 403, new ForbiddenError(page.role));
  });
}

/** By the route that was matched, not by the address as it was written: `%71` is a q, too. */
function pageOf({ routeOptions: { url } }: FastifyRequest) {
  return pages.find(({ path }) => url === path || url?.startsWith(`${path}/`) || url?.startsWith(`${path}-`));
}

function refuse(reply: FastifyReply, status: 401 | 403, error: UnauthorizedError | ForbiddenError): FastifyReply {
  if (status === 401) void reply.header('www-authenticate', 'Basic realm="LexHop", charset="UTF-8"');
  const problem = { ...problemOf(status, error.code, error.message), retryable: false };
  return reply.status(status).header('content-type', 'application/problem+json').send(problem);
}
