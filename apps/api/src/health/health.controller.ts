import { namedObject } from '@lexhop/foundation';
import { Controller, Get, Header, Inject, Res, VERSION_NEUTRAL } from '@nestjs/common';
import {
  ApiExcludeController,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EngineMetrics, partsToken, readinessOf, readinessSchema } from '@lexhop/engine';
import type { GraphBuildParts } from '@lexhop/graph-build';
import { ActiveReaders } from '@lexhop/retrieval';
import { WithoutKey } from '@lexhop/http';
import { type ApiSettings, settingsToken } from '../settings.js';

const livenessSchema = namedObject('Liveness', { live: z.literal(true) });

@ApiTags('health')
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  constructor(
    @Inject(partsToken) private readonly parts: GraphBuildParts,
    @Inject(settingsToken) private readonly settings: ApiSettings,
    @Inject(ActiveReaders) private readonly readers: ActiveReaders,
  ) {}

  @Get('live')
  @WithoutKey()
  @ApiOperation({
    summary: 'The process answers',
    description: 'For a supervisor that restarts hanging processes. It checks nothing else.',
  })
  @ApiOkResponse({ standardSchema: livenessSchema })
  live() {
    return { live: true };
  }

  @Get('ready')
  @WithoutKey()
  @ApiOperation({
    summary: 'Whether requests can be answered; 503 where a dependency that is needed does not answer',
    description:
      'Neo4j is needed only where a graph is answered from there; elsewhere its absence is shown as degraded. The state of the embedding is shown, too, but never makes this 503.',
  })
  @ApiOkResponse({ standardSchema: readinessSchema })
  @ApiServiceUnavailableResponse({ standardSchema: readinessSchema })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const readiness = await readinessOf(this.parts, this.settings, () => this.readers.graphsOfStore());
    if (!readiness.ready) void reply.status(503);
    return readiness;
  }
}

/** Prometheus metrics: of the stores and the queue at this moment, and of the work of this process. */
@ApiExcludeController()
@Controller({ path: 'metrics', version: VERSION_NEUTRAL })
export class MetricsController {
  constructor(
    @Inject(partsToken) private readonly parts: GraphBuildParts,
    @Inject(EngineMetrics) private readonly metrics: EngineMetrics,
  ) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.read(this.parts);
  }
}
