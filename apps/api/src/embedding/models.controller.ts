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
import { namedObject } from '@lexhop/foundation';
import { mayDo } from '@lexhop/access';
import { ModelCache, modelListingSchema, ModelPulls, modelPullSchema } from '@lexhop/model-files';
import { AdminOnly, BadRequestError } from '@lexhop/http';
import type { FastifyRequest } from 'fastify';

/** A model that can run on this machine, and whether it is here. */
const localModelSchema = namedObject('LocalModel', {
  ...modelListingSchema.shape,
  pull: modelPullSchema.optional().describe('Its last fetching on request since the start.'),
});

/** The answer of `GET /embedding/models`. */
const modelsAnswerSchema = namedObject('ModelList', {
  cache: z
    .string()
    .optional()
    .describe('The folder of the models, on the machine that answers. Only administrators see it.'),
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
    summary: 'The local models that LexHop knows: size, whether each is here, pinned, or being fetched',
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
    description:
      'It is fetched in the background. GET /embedding/status and GET /embedding/models say how far it has come.',
  })
  @ApiAcceptedResponse({ standardSchema: modelPullSchema })
  pull(@Param('name', { schema: modelNameSchema }) name: string) {
    return this.pulls.begin(name);
  }

  @Delete(':name/pull')
  @AdminOnly()
  @ApiOperation({
    summary: 'Stop fetching a model; what has come is kept for the next attempt',
    description: 'Answers 400 where the model was not asked for since the start.',
  })
  @ApiOkResponse({ standardSchema: modelPullSchema })
  async callOff(@Param('name', { schema: modelNameSchema }) name: string) {
    const pull = await this.pulls.callOff(name);
    if (!pull) throw new BadRequestError(`${name} was not asked for since the start: there is nothing to call off.`);
    return pull;
  }
}
