import { z } from 'zod';
import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  type OnApplicationShutdown,
  Param,
  Post,
  Req,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { reasonSchema } from '@lexhop/foundation';
import { mayDo } from '@lexhop/access';
import { ModelCache, ModelPulls } from '@lexhop/model-files';
import { AdminOnly, BadRequestError } from '@lexhop/http';
import type { FastifyRequest } from 'fastify';

/** How far the fetching of a model has come, or how it ended; where it failed, why: the next attempt goes on from what came. */
export const modelPullSchema = reasonSchema.partial().extend({
  name: z.string(),
  state: z.enum(['fetching', 'done', 'failed', 'called-off']),
  done: z.number().describe('Of all its files, in bytes.'),
  total: z.number(),
});

/** A model of the cache's list, and whether it is here. */
export const localModelSchema = z.object({
  name: z.string(),
  model: z.string(),
  precision: z.string(),
  bytes: z.number().describe('Of all its files, about.'),
  here: z.boolean(),
  reasons: z.array(z.string()).describe('Why it is not here, a sentence for each file.'),
  pinning: z.enum(['pinned', 'pinned on first use', 'not pinned yet']),
  sources: z.array(z.string()),
  pull: modelPullSchema.optional().describe('Its last fetching on request since the start.'),
});

/** `GET /embedding/models` */
export const modelsAnswerSchema = z.object({
  cache: z
    .string()
    .optional()
    .describe(
      'The folder that models are looked for in and fetched to, on the machine that answers; for administrators.',
    ),
  items: z.array(localModelSchema),
});

const modelNameSchema = z.string().min(1).max(100);

@ApiTags('embedding')
@Controller('embedding/models')
export class ModelsController implements OnApplicationShutdown {
  constructor(
    @Inject(ModelCache) private readonly cache: ModelCache,
    @Inject(ModelPulls) private readonly pulls: ModelPulls,
  ) {}

  onApplicationShutdown(): Promise<void> {
    return this.pulls.close();
  }

  @Get()
  @ApiOperation({
    summary: 'Every local model that is known: whether it is here, pinned, how large, and being fetched',
    description: 'A pinned model is one whose files are checked against known digests.',
  })
  @ApiOkResponse({ standardSchema: modelsAnswerSchema })
  async list(@Req() { apiKey }: FastifyRequest) {
    const pulls = new Map(this.pulls.all().map((pull) => [pull.name, pull]));
    const models = await this.cache.list();
    const items = models.map((model) => {
      const pull = pulls.get(model.name);
      return { ...model, ...(pull && { pull }) };
    });
    const maySeeFolders = apiKey === null || mayDo(apiKey.role, 'admin');
    return { ...(maySeeFolders && { cache: this.cache.sources.cache }), items };
  }

  @Post(':name/pull')
  @AdminOnly()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Fetch a model to the machine that answers, whatever its size',
    description: 'Goes on in the background; GET /embedding/status and GET /embedding/models say how far it is.',
  })
  @ApiAcceptedResponse({ standardSchema: modelPullSchema })
  pull(@Param('name', { schema: modelNameSchema }) name: string) {
    return this.pulls.begin(name);
  }

  @Delete(':name/pull')
  @AdminOnly()
  @ApiOperation({
    summary: 'Call off the fetching of a model; what came is kept for the next attempt',
    description: '400 where it was not asked for since the start.',
  })
  @ApiOkResponse({ standardSchema: modelPullSchema })
  async callOff(@Param('name', { schema: modelNameSchema }) name: string) {
    const pull = await this.pulls.callOff(name);
    if (!pull) throw new BadRequestError(`${name} was not asked for since the start: there is nothing to call off.`);
    return pull;
  }
}
