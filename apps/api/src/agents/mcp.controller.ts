import { createLexHopClient } from '@lexhop/client';
import { packageVersion } from '@lexhop/foundation';
import { All, Controller, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { restInside } from './rest-inside.js';

/** The Model Context Protocol over streamable HTTP, without sessions: each request is answered by itself, as JSON. */
@ApiExcludeController()
@Controller({ path: 'mcp', version: VERSION_NEUTRAL })
export class McpController {
  @All()
  async handle(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // The protocol's own code is loaded for who speaks it: no start waits for it.
    const [{ createToolServer }, { WebStandardStreamableHTTPServerTransport }] = await Promise.all([
      import('@lexhop/agent-tools'),
      import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
    ]);
    const { method, headers, body } = request;
    const client = createLexHopClient({ url: restInside.url, fetch: restInside.fetchFor(request) });
    const server = createToolServer(client, { version: packageVersion() });
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    const asked = new Request(new URL('/mcp', restInside.url), {
      method,
      headers: Object.entries(headers).flatMap(([name, value]) =>
        typeof value === 'string' && name !== 'content-length' ? [[name, value] as [string, string]] : [],
      ),
    });
    // Nothing is sent but by an answer: a stream of its own would stay empty.
    const answer =
      method === 'POST'
        ? await transport.handleRequest(asked, { parsedBody: body })
        : new Response(null, { status: 405, headers: { allow: 'POST' } });
    const text = await answer.text();
    await server.close();
    await reply.status(answer.status).headers(Object.fromEntries(answer.headers)).send(text);
  }
}
