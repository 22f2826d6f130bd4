import type { FastifyInstance } from 'fastify';
import { MethodNotAllowedError } from './errors.js';
import { refuse } from './problem.filter.js';

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
