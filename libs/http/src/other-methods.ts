import type { FastifyInstance } from 'fastify';
import { MethodNotAllowedError } from './errors.js';
import { refuse } from './problem.filter.js';

/**
 * Answers 405 with the methods that are taken (RFC 9110, 15.5.6) where an address is known and its method is not, which the router
 * takes for an address that is not known. To be called before any route is added.
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

/** Whether a path has the parts of a route, one of which may be any: `/graphs/:graph`. A route that takes what comes below is no address. */
function isOfRoute(path: string, route: string): boolean {
  const parts = path.split('/');
  const wanted = route.split('/');
  return parts.length === wanted.length && wanted.every((part, place) => part === parts[place] || part.startsWith(':'));
}
