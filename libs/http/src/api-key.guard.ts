import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiSecurity } from '@nestjs/swagger';
import { type ApiKey, type KeyRing, mayDo, presentedKey, type Role, sessionSeconds } from '@lexhop/access';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ForbiddenError, UnauthorizedError } from './errors.js';
import { refuse } from './problem.filter.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The role that the route asks for; `read` where it is absent, no key at all for `none`. */
    readonly needs?: Role | 'none';
  }
  interface FastifyRequest {
    /** The known key that the request carries, even where it does not open the route; null where no key was asked for. */
    apiKey: ApiKey | null;
  }
}

/** Marks a route that needs a key with the role `build`, where keys are set. */
export const BuildersOnly = () => RouteConfig({ needs: 'build' });
/** Marks a route that needs a key with the role `admin`, where keys are set. */
export const AdminOnly = () => RouteConfig({ needs: 'admin' });
/** Marks a route that answers without a key. */
export const WithoutKey = () => applyDecorators(RouteConfig({ needs: 'none' }), ApiSecurity({}));

/** Where the board of the queues lies. */
export const boardPath = '/admin/queues';

/** Pages that are served outside Nest, by the beginning of their routes. They also take the key as a Basic password, which a browser asks its user for. */
const pages: readonly { readonly path: string; readonly role: Role }[] = [
  { path: boardPath, role: 'admin' },
  { path: '/api/v1/docs', role: 'read' },
  { path: '/api/v1/openapi.json', role: 'read' },
];

/** Files of the console, which need no key: the page itself asks its user for one and sends it to REST. */
const consoleFiles = ['/assets/*', '/favicon.svg'];

/**
 * Routes without a graph in their path that a key of some graphs opens, too, because they show it no other graph. `/mcp` asks REST with the same
 * key; `/v1/…` checks the key itself, because its requests name the graph in their body.
 */
const openToKeysOfSomeGraphs =
  /^(?:\/|\/mcp|\/v1\/.*|\/api\/v1\/(?:graphs|docs.*|openapi\.json|embedding\/.*|language-model\/.*))$/;

interface Requirement {
  readonly role: Role;
  readonly schemes: readonly ('Bearer' | 'Basic')[];
  /** The session of the queue board that the request's cookie carries, on that page only. */
  readonly session?: string | undefined;
}

/**
 * Makes a server ask every request for a key, before it reads the body, and refuses with 401 or 403 as problem details. No key is asked for where
 * the key ring is open at `host`, the address that the server listens on. What a request needs follows from the route that was matched and not from
 * its URL, in which `%71` is a q, too.
 */
export function admitByKey(server: FastifyInstance, host: string, ringOf: () => KeyRing): void {
  server.decorateRequest('apiKey', null);
  server.addHook('onRequest', async (request, reply) => {
    const asked = requirementOf(request);
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

function keyOf(
  { headers }: FastifyRequest,
  { schemes, session }: Requirement,
  ring: KeyRing,
): Promise<ApiKey | undefined> {
  return headers.authorization === undefined && session !== undefined
    ? ring.findOfSession(session)
    : ring.find(presentedKey(headers.authorization, schemes));
}

/** What a request must present; undefined where no key is asked for. */
function requirementOf({ routeOptions: { url, config }, headers }: FastifyRequest): Requirement | undefined {
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
  return graph === undefined ? key.graphs === null || openToKeysOfSomeGraphs.test(url) : opensGraph(key, graph);
}

/** Whether a caller's key opens a graph. Without a key (`null`, where none is asked for) every graph is open. */
export function opensGraph(key: ApiKey | null, graph: string): boolean {
  return key?.graphs?.includes(graph) ?? true;
}

function refuseBy(
  { schemes }: Requirement,
  reply: FastifyReply,
  error: UnauthorizedError | ForbiddenError,
): FastifyReply {
  if (!schemes.includes('Basic')) return refuse(reply, error);
  const isKnown = error instanceof ForbiddenError;
  // On 403 a browser would keep sending the same key. On 401 it asks its user for another.
  if (isKnown && !reply.request.headers.authorization?.startsWith('Basic')) return refuse(reply, error);
  void reply.header('www-authenticate', 'Basic realm="LexHop", charset="UTF-8"');
  return refuse(reply, new UnauthorizedError());
}

const cookie = 'lexhop-board';

/**
 * The Set-Cookie header of a session on the board: sent to the board alone, by pages of this server alone, and shown to no script.
 * Whether by TLS only is told by the address of the page that asks for it, since TLS may end in front of this process.
 */
export function boardCookie(session: string, origin: string | undefined): string {
  return cookieOf(session, sessionSeconds, origin?.startsWith('https:') ?? false);
}

/** The Set-Cookie header that takes it back. */
export function noBoardCookie(): string {
  return cookieOf('', 0, false);
}

function cookieOf(value: string, seconds: number, isSecure: boolean): string {
  const parts = [`${cookie}=${value}`, `Path=${boardPath}`, `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict'];
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
}

/** The id of a session, out of a Cookie header; undefined where there is none. */
function boardSessionOf(cookies: string | undefined): string | undefined {
  const named = cookies?.split(';').map((pair) => pair.trim().split('=', 2));
  return named?.find(([name]) => name === cookie)?.[1];
}
