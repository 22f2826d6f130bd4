import { EmbeddingChain, type EmbeddingChainStatus } from '@lexhop/embedding';
import { namedObject, packageVersion } from '@lexhop/foundation';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import type { GraphStores, GraphVersions } from '@lexhop/graph-store';
import { Controller, Get, Inject, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { graphStoresToken } from '@lexhop/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** The embedding in use: that of the active build of graph `default`, in whose space its queries are, or the one that the chain chose. */
const embeddingInUseSchema = z.object({
  from: z
    .enum(['chain', 'active-build'])
    .describe(
      'active-build: of the active build of graph `default`, in whose space its queries are answered; chain: there is no such build, and the chain chose it for other vectors.',
    ),
  spaceId: z.string(),
  provider: z.string(),
  model: z.string(),
  semantic: z.boolean().describe('False of the mock: its vectors know characters, not meaning.'),
});
type EmbeddingInUse = Readonly<z.infer<typeof embeddingInUseSchema>>;

/** The embedding in use; undefined where graph `default` has no active build with vectors and nothing was chosen since the start. */
export async function embeddingInUse(
  { inUse, models }: EmbeddingChainStatus,
  versions: Pick<GraphVersions, 'active'>,
): Promise<EmbeddingInUse | undefined> {
  const built = (await versions.active('default'))?.space;
  if (built) return presentSpace('active-build', built);
  const chosen = models.find(({ name }) => name === inUse)?.space;
  return chosen && presentSpace('chain', chosen);
}

function presentSpace(from: EmbeddingInUse['from'], space: EmbeddingSpace): EmbeddingInUse {
  const { provider, model, semantic } = space;
  return { from, spaceId: embeddingSpaceId(space), provider, model, semantic };
}

const version = packageVersion();
const links = {
  docs: '/api/v1/docs',
  openapi: '/api/v1/openapi.json',
  graphs: '/api/v1/graphs',
  embedding: '/api/v1/embedding/status',
  ready: '/health/ready',
} as const;

const serviceSchema = namedObject('Service', {
  name: z.literal('LexHop'),
  version: z.string(),
  embedding: embeddingInUseSchema
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
    summary: 'The version that answers here, the embedding in use, and links; browsers get the console',
    description: 'The links lead to the API page, the OpenAPI document, the graphs, the embedding and the health.',
  })
  @ApiOkResponse({ standardSchema: serviceSchema })
  async service(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    void reply.header('vary', 'accept');
    if (request.headers.accept?.includes('text/html')) return void reply.redirect(links.docs, 302);
    const embedding = await embeddingInUse(this.embedding.status(), this.stores.versions);
    void reply.send({ name: 'LexHop', version, embedding: embedding ?? null, links });
  }
}
