import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { EngineSettings } from '../engine-settings.js';
import { tracingToken } from '../tokens.js';
import { EngineMetrics } from './engine-metrics.js';
import type { Tracing } from './tracing.js';

/** Listens to the work of this process: for metrics always, and for traces where a collector is set. */
@Module({})
export class ObservationModule implements OnApplicationShutdown {
  constructor(
    @Inject(EngineMetrics) private readonly metrics: EngineMetrics,
    @Inject(tracingToken) private readonly tracing: Tracing | null,
  ) {}

  /** @param service what this process is called in traces, unless the settings say otherwise. */
  static async with(settings: EngineSettings['observation'], service: string): Promise<DynamicModule> {
    const tracing = (await startTracing(settings, service)) ?? null;
    return {
      module: ObservationModule,
      providers: [EngineMetrics, { provide: tracingToken, useValue: tracing }],
      exports: [EngineMetrics, tracingToken],
    };
  }

  /** Called after work has stopped. */
  async onApplicationShutdown(): Promise<void> {
    this.metrics.close();
    await this.tracing?.close();
  }
}

/** The tracing, where a collector is set. Elsewhere OpenTelemetry is not even loaded. */
async function startTracing(
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: name }: EngineSettings['observation'],
  service: string,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const { Tracing } = await import('./tracing.js');
  return new Tracing(endpoint, name ?? service);
}
