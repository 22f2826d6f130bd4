import type { FastifyRequest } from 'fastify';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Any name of this machine: nothing goes over a network. */
const url = 'http://localhost';

/**
 * REST as the server itself asks it for a caller: through the same routes, guards and bounds, with the caller's key, and without a network
 * between.
 */
export const restInside = {
  url,
  fetchFor:
    ({ server, headers: { authorization } }: FastifyRequest) =>
    async (request: Request): Promise<Response> => {
      const { pathname, search } = new URL(request.url);
      const headers = { ...Object.fromEntries(request.headers), ...(authorization !== undefined && { authorization }) };
      const answer = await server.inject({
        method: request.method as Method,
        url: pathname + search,
        headers,
        ...(request.body && { payload: await request.text() }),
      });
      const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
      return new Response(answer.statusCode === 204 ? null : answer.body, { status: answer.statusCode, headers: told });
    },
} as const;
