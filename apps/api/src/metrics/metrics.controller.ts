import { Controller, Get, Header, Inject, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { partsToken } from '@lexhop/engine';
import type { GraphBuildParts } from '@lexhop/graph-build';
import { EngineMetrics } from './engine-metrics.js';

/** Prometheus metrics, read from store and queue when they are asked for. */
@ApiExcludeController()
@Controller({ path: 'metrics', version: VERSION_NEUTRAL })
export class MetricsController {
  readonly #metrics = new EngineMetrics();

  constructor(@Inject(partsToken) private readonly parts: GraphBuildParts) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async read(): Promise<string> {
    const { stores, queue } = this.parts;
    const [totals, depths] = await Promise.all([stores.ledger.totals({}), queue.depths()]);
    return this.#metrics.describe(totals, depths);
  }
}
