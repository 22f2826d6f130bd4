import { Controller, Get, Inject, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { partsToken, readinessOf, readinessSchema } from '@lexhop/engine';
import type { GraphBuildParts } from '@lexhop/graph-build';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { WithoutKey } from '../http/api-key.guard.js';
import { type ApiSettings, settingsToken } from '../settings.js';

export const livenessSchema = z.object({ live: z.literal(true) });

@ApiTags('health')
@WithoutKey()
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  constructor(
    @Inject(partsToken) private readonly parts: GraphBuildParts,
    @Inject(settingsToken) private readonly settings: ApiSettings,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  @ApiOkResponse({ standardSchema: livenessSchema })
  live() {
    return { live: true };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Store and queue answer; 503 where one does not',
    description: 'How the embedding stands is told, too, but keeps nobody out.',
  })
  @ApiOkResponse({ standardSchema: readinessSchema })
  @ApiServiceUnavailableResponse({ standardSchema: readinessSchema })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const readiness = await readinessOf(this.parts, this.settings);
    if (!readiness.ready) void reply.status(503);
    return readiness;
  }
}
