import { Controller, Get, Inject, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EmbeddingChain } from '@lexhop/embedding';
import { graphStoresToken } from '@lexhop/engine';
import type { GraphStores } from '@lexhop/graph-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { embeddingInUse } from './embedding-in-use.js';
import { serviceVersion } from './service-version.js';

const version = serviceVersion();
const links = {
  docs: '/api/v1/docs',
  openapi: '/api/v1/openapi.json',
  graphs: '/api/v1/graphs',
  embedding: '/api/v1/embedding/status',
  ready: '/health/ready',
} as const;

export const serviceSchema = z.object({
  name: z.literal('LexHop'),
  version: z.string(),
  embedding: z
    .object({
      from: z
        .enum(['chain', 'active-build'])
        .describe(
          'active-build: of the active build of graph `default`, in whose space its queries are answered; chain: there is no such build, and the chain chose it for other vectors.',
        ),
      spaceId: z.string(),
      provider: z.string(),
      model: z.string(),
      semantic: z.boolean().describe('False of the mock: its vectors know characters, not meaning.'),
    })
    .nullable()
    .describe('Null where graph `default` has no active build with vectors and no provider was tried yet.'),
  links: z.record(z.string(), z.string()),
});

@ApiTags('service')
@Controller({ path: '/', version: VERSION_NEUTRAL })
export class ServiceController {
  constructor(
    @Inject(EmbeddingChain) private readonly embedding: EmbeddingChain,
    @Inject(graphStoresToken) private readonly stores: GraphStores,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What answers here, with which embedding, and where to go on; browsers get the console',
  })
  @ApiOkResponse({ standardSchema: serviceSchema })
  async service(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    void reply.header('vary', 'accept');
    if (request.headers.accept?.includes('text/html')) return void reply.redirect(links.docs, 302);
    const embedding = await embeddingInUse(this.embedding.status(), this.stores.versions);
    void reply.send({ name: 'LexHop', version, embedding: embedding ?? null, links });
  }
}
