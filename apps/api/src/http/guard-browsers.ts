import { type ApiKey, findApiKey, isLoopback, presentedKey, type Role } from '@lexhop/engine';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem.filter.js';
import { ForbiddenError, UnauthorizedError } from './errors.js';
import helmet from '@fastify/helmet';

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

type Directives = Readonly<Record<string, string>>;

const nothingElse: Directives = { 'default-src': "'none'", 'base-uri': "'none'", 'frame-ancestors': "'none'" };

/** The console and every answer that is no page: its own files, its own server. */
const strict: Directives = {
  ...nothingElse,
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'form-action': "'self'",
};

/** Pages of others that style themselves inside their HTML: the OpenAPI page, and the board of queues. Their scripts are files, too. */
const styledInside: Directives = { ...strict, 'style-src': "'self' 'unsafe-inline'" };

/** The board knows where it lies by its base element. */
const board: Directives = { ...styledInside, 'base-uri': "'self'" };

/** The Content-Security-Policy of what a route serves; undefined is no route. */
export function contentSecurityPolicyOf(route: string | undefined): string {
  const directives = route?.startsWith('/admin/queues')
    ? board
    : route?.startsWith('/api/v1/docs')
      ? styledInside
      : strict;
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

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

const changesNothing: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const crossSiteSentence = 'A page of another site asked for this through a browser; only GET is answered then.';

/** What browsers are told about every answer, and which of their requests are not taken. */
export async function guardBrowsers(server: FastifyInstance): Promise<void> {
  // Whether a whole domain is to be reached by TLS alone is for whoever terminates TLS to say.
  await server.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false });
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('content-security-policy', contentSecurityPolicyOf(request.routeOptions.url));
    if (changesNothing.has(request.method) || !fromElsewhere(request.headers['sec-fetch-site'])) return;
    const problem = problemOf(403, 'cross-site', crossSiteSentence);
    return reply.status(403).header('content-type', 'application/problem+json').send(problem);
  });
}

/** A page of another site can post a form here, with the password that the browser remembers, or to loopback without any. */
function fromElsewhere(site: string | string[] | undefined): boolean {
  return site === 'cross-site' || site === 'same-site';
}
