import { Controller, Delete, Get, HttpCode, Inject, type OnApplicationShutdown, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ModelCache, ModelPulls } from '@lexhop/model-files';
import { AdminOnly } from '../http/api-key.guard.js';
import { BadRequestError } from '../http/bad-request-error.js';
import { modelNameSchema, modelPullSchema, modelsAnswerSchema } from './models.contract.js';

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
  })
  @ApiOkResponse({ standardSchema: modelsAnswerSchema })
  async list() {
    const pulls = new Map(this.pulls.all().map((pull) => [pull.name, pull]));
    const models = await this.cache.list();
    const items = models.map((model) => {
      const pull = pulls.get(model.name);
      return { ...model, ...(pull && { pull }) };
    });
    return { cache: this.cache.sources.cache, items };
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
  @ApiOperation({ summary: 'Call off the fetching of a model; what came is kept for the next attempt' })
  @ApiOkResponse({ standardSchema: modelPullSchema })
  async callOff(@Param('name', { schema: modelNameSchema }) name: string) {
    const pull = await this.pulls.callOff(name);
    if (!pull) throw new BadRequestError(`${name} was not asked for since the start: there is nothing to call off.`);
    return pull;
  }
}
