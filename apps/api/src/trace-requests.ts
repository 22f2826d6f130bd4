import type { TracedRequest, Tracing } from '@lexhop/engine';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Traces every request by its route, from here to its last byte; health and metrics are asked for too often to be of interest. */
export function traceRequests(server: FastifyInstance, tracing: Tracing): void {
  const traced = new WeakMap<FastifyRequest, TracedRequest>();
  server.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unknown route';
    if (route.startsWith('/health') || route === '/metrics') return done();
    const { method, headers } = request;
    traced.set(request, tracing.request({ name: `${method} ${route}`, headers }, done));
  });
  server.addHook('onResponse', (request, reply, done) => {
    traced.get(request)?.end(reply.statusCode);
    done();
  });
}
