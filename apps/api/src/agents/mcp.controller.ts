import { createLexHopClient } from '@lexhop/client';
import { packageVersion } from '@lexhop/foundation';
import { Controller, Post, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest, InjectOptions } from 'fastify';

/** Any name of this machine: nothing goes over a network. */
const url = 'http://localhost';

/**
 * The Model Context Protocol over streamable HTTP, without sessions: each request is answered by itself, as JSON. The server sends only
 * answers, so a stream that a client would open by GET has no route: 405.
 */
@ApiExcludeController()
@Controller({ path: 'mcp', version: VERSION_NEUTRAL })
export class McpController {
  @Post()
  async handle(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // The code of the protocol is loaded by the first request for it, so that no start waits for it.
    const [{ createToolServer }, { WebStandardStreamableHTTPServerTransport }] = await Promise.all([
      import('@lexhop/agent-tools'),
      import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
    ]);
    const { headers, body } = request;
    const client = createLexHopClient({ url, fetch: fetchInside(request) });
    const server = createToolServer(client, { version: packageVersion() });
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    const asked = new Request(new URL('/mcp', url), {
      method: 'POST',
      headers: Object.entries(headers).flatMap(([name, value]) =>
        typeof value === 'string' && name !== 'content-length' ? [[name, value] as [string, string]] : [],
      ),
    });
    const answer = await transport.handleRequest(asked, { parsedBody: body });
    const text = await answer.text();
    await server.close();
    await reply.status(answer.status).headers(Object.fromEntries(answer.headers)).send(text);
  }
}

/** Calls REST for the caller of a request, with the caller's key: through the same routes, guards and bounds, and without a network between. */
function fetchInside({ server, headers: { authorization } }: FastifyRequest) {
  return async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const answer = await server.inject({
      method: request.method as InjectOptions['method'],
      url: pathname + search,
      headers: { ...Object.fromEntries(request.headers), ...(authorization !== undefined && { authorization }) },
      ...(request.body && { payload: await request.text() }),
    });
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
    return new Response(answer.statusCode === 204 ? null : answer.body, { status: answer.statusCode, headers });
  };
}
