import type { IncomingHttpHeaders } from 'node:http';
import helmet from '@fastify/helmet';
import { isLoopback } from '@lexhop/access';
import type { FastifyInstance } from 'fastify';
import { boardPath } from './api-key.guard.js';
import { BadRequestError, CrossSiteError, MisdirectedError } from './errors.js';
import { refuse } from './problem.filter.js';

/**
 * Checks the `Host` header. A request with two of them is refused with 400, since a proxy in front may have read the other one. A server on
 * loopback answers 421 unless the header names a loopback host. That stops DNS rebinding, where a web page has its own name resolve to 127.0.0.1.
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

/** For the console, and for every answer that is not a page: files and requests of this origin only. */
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

/** For the OpenAPI page and the queue board, which come from other packages and have inline styles. Their scripts are files. */
const styledInside: Directives = { ...strict, 'style-src': "'self' 'unsafe-inline'" };

/** The queue board finds its files by a `base` element. */
const board: Directives = { ...styledInside, 'base-uri': "'self'" };

/** The Content-Security-Policy for the answers of a route; `undefined` stands for a request without a route. */
export function contentSecurityPolicyOf(route: string | undefined): string {
  const directives = route?.startsWith(boardPath) ? board : route?.startsWith('/api/v1/docs') ? styledInside : strict;
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

/** The methods of requests that change nothing. */
export const changesNothing: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

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
 * Whether a page of another site sends this request (cross-site request forgery). Such a page could post a form with the Basic password that
 * the browser remembers, or to loopback without any. `Sec-Fetch-Site` tells; where it is missing, `Origin` or `Referer` is compared with `Host`.
 */
export function isFromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const page = headers.origin ?? headers.referer;
  return page !== undefined && hostOf(page) !== headers.host?.toLowerCase();
}

/** The host of a page's URL; undefined for `null`, which a browser sends as the origin of a page that it does not want to name. */
function hostOf(page: string): string | undefined {
  return URL.canParse(page) ? new URL(page).host || undefined : undefined;
}
