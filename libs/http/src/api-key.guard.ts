import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiSecurity } from '@nestjs/swagger';
import { type ApiKey, type KeyRing, mayDo, presentedKey, type Role } from '@lexhop/access';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { boardPath, boardSessionOf } from './board-session.js';
import { ForbiddenError, UnauthorizedError } from './errors.js';
import { refuse } from './problem.filter.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The role that the route asks for; `read` unless it says otherwise. */
    readonly needs?: Role | 'none';
  }
  interface FastifyRequest {
    /** The known key that it came with, also where that does not open what was asked for; null where none was asked for. */
    apiKey: ApiKey | null;
  }
}

/** Needs a key with the role build, where keys are set: whoever makes graphs. */
export const BuildersOnly = () => RouteConfig({ needs: 'build' });
/** Needs a key with the role admin, where keys are set: whoever runs the server. */
export const AdminOnly = () => RouteConfig({ needs: 'admin' });
/** Answers without a key. */
export const WithoutKey = () => applyDecorators(RouteConfig({ needs: 'none' }), ApiSecurity({}));

/** Pages that are served beside Nest's routes, by what their routes begin with. A browser asks its user for their key as for a password. */
const pages: readonly { readonly path: string; readonly role: Role }[] = [
  { path: boardPath, role: 'admin' },
  { path: '/api/v1/docs', role: 'read' },
  { path: '/api/v1/openapi.json', role: 'read' },
];

/** Where nothing asks for a key: the console, whose page asks it of REST. */
const consoleFiles = ['/assets/*', '/favicon.svg'];

/**
 * What shows nothing of any graph that is not the key's: it opens to keys of some graphs, too. Agents ask REST with the key that they came
 * with; the routes of OpenAI's clients look at it themselves, for they name the graph in the body.
 */
const ofNoOtherGraph =
  /^(?:\/|\/mcp|\/v1\/.*|\/api\/v1\/(?:graphs|docs.*|openapi\.json|embedding\/.*|language-model\/.*))$/;

interface Asked {
  readonly role: Role;
  readonly schemes: readonly ('Bearer' | 'Basic')[];
  /** That of the page, where a session opens it. */
  readonly session?: string | undefined;
}

/**
 * Asks every request to a server that listens at a host for a key, unless it is open there, before anything of its body is read. What a route asks for is found by the route that was matched, not by the address as it
 * was written: `%71` is a q, too.
 */
export function admitByKey(server: FastifyInstance, host: string, ringOf: () => KeyRing): void {
  server.decorateRequest('apiKey', null);
  server.addHook('onRequest', async (request, reply) => {
    const asked = askedBy(request);
    if (asked === undefined) return undefined;
    const ring = ringOf();
    if (await ring.isOpenAt(host)) return undefined;
    const key = await keyOf(request, asked, ring);
    if (!key) return refuseBy(asked, reply, new UnauthorizedError());
    request.apiKey = key;
    if (!mayDo(key.role, asked.role)) return refuseBy(asked, reply, new ForbiddenError(asked.role));
    if (!opensRoute(key, request)) return refuse(reply, new ForbiddenError(asked.role, key.graphs ?? []));
    return undefined;
  });
}

function keyOf({ headers }: FastifyRequest, { schemes, session }: Asked, ring: KeyRing): Promise<ApiKey | undefined> {
  return headers.authorization === undefined && session !== undefined
    ? ring.findOfSession(session)
    : ring.find(presentedKey(headers.authorization, schemes));
}

/** Undefined where no key is asked for. */
function askedBy({ routeOptions: { url, config }, headers }: FastifyRequest): Asked | undefined {
  if (url === undefined || consoleFiles.includes(url)) return undefined;
  const page = pages.find(({ path }) => url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}-`));
  if (page) {
    const session = page.path === boardPath ? boardSessionOf(headers.cookie) : undefined;
    return { role: page.role, schemes: ['Bearer', 'Basic'], session };
  }
  const role = config.needs ?? 'read';
  return role === 'none' ? undefined : { role, schemes: ['Bearer'] };
}

function opensRoute(key: ApiKey, { params, routeOptions: { url = '' } }: FastifyRequest): boolean {
  const { graph } = params as { readonly graph?: string };
  return graph === undefined ? key.graphs === null || ofNoOtherGraph.test(url) : opensGraph(key, graph);
}

/** Whether a caller's key opens a graph; everyone may see all where no key is asked for. */
export function opensGraph(key: ApiKey | null, graph: string): boolean {
  return key?.graphs?.includes(graph) ?? true;
}

function refuseBy({ schemes }: Asked, reply: FastifyReply, error: UnauthorizedError | ForbiddenError): FastifyReply {
  if (!schemes.includes('Basic')) return refuse(reply, error);
  const isKnown = error instanceof ForbiddenError;
  // A browser would keep sending the key that is not enough; told 401, it asks for another.
  if (isKnown && !reply.request.headers.authorization?.startsWith('Basic')) return refuse(reply, error);
  void reply.header('www-authenticate', 'Basic realm="LexHop", charset="UTF-8"');
  return refuse(reply, new UnauthorizedError());
}
