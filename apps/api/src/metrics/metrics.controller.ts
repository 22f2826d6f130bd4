import { Controller, Get, Header, Inject, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { EngineMetrics, partsToken } from '@lexhop/engine';
import type { GraphBuildParts } from '@lexhop/graph-build';

/** Prometheus metrics: what store and queue say when they are asked for, and the work of this process. */
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
