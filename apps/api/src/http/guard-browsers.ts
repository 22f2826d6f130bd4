import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicyOf } from './content-security-policy.js';
import { problemOf } from './problem-details.js';

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
