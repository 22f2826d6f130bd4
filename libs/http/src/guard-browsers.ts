import type { IncomingHttpHeaders } from 'node:http';
import helmet from '@fastify/helmet';
import { isLoopback } from '@lexhop/access';
import type { FastifyInstance } from 'fastify';
import { boardPath } from './board-session.js';
import { BadRequestError, CrossSiteError, MisdirectedError } from './errors.js';
import { refuse } from './problem.filter.js';

/**
 * Refuses a request that names its host twice, since whoever stands in front may have read the other one. On loopback, answers only
 * those that name a loopback host: a web page elsewhere that has its own name resolve to 127.0.0.1 (DNS rebinding) does not get through.
 */
export function checkHostHeader(server: FastifyInstance, { onLoopback }: { readonly onLoopback: boolean }): void {
  server.addHook('onRequest', async ({ headers, raw }, reply) => {
    const names = raw.rawHeaders.filter((name, place) => place % 2 === 0 && name.toLowerCase() === 'host');
    if (names.length > 1)
      return refuse(reply, new BadRequestError(`The request names its host ${names.length} times.`));
    const name = headers.host?.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1') ?? '';
    return onLoopback && !isLoopback(name) ? refuse(reply, new MisdirectedError()) : undefined;
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
  const directives = route?.startsWith(boardPath) ? board : route?.startsWith('/api/v1/docs') ? styledInside : strict;
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

const changesNothing: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What browsers are told about every answer, and which of their requests are not taken. */
export async function guardBrowsers(server: FastifyInstance): Promise<void> {
  // Whether a whole domain is to be reached by TLS alone is for whoever terminates TLS to say.
  await server.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false });
  server.addHook('onRequest', async ({ method, headers, routeOptions }, reply) => {
    void reply.header('content-security-policy', contentSecurityPolicyOf(routeOptions.url));
    return !changesNothing.has(method) && isFromElsewhere(headers) ? refuse(reply, new CrossSiteError()) : undefined;
  });
}

/**
 * Whether a page of another site sends a request: it can post a form here, with the password that the browser remembers, or to
 * loopback without any. Browsers say so themselves; of those that do not, and of what stands between, by the page's own address.
 */
export function isFromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const page = headers.origin ?? headers.referer;
  return page !== undefined && hostOf(page) !== headers.host?.toLowerCase();
}

/** Undefined of `null`, which a browser sends for a page that shall not be known. */
function hostOf(page: string): string | undefined {
  return URL.canParse(page) ? new URL(page).host || undefined : undefined;
}
