import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { tracingToken } from '../tokens.js';
import { EngineMetrics } from './engine-metrics.js';
import type { ObservationSettings } from './observation-settings.js';
import type { Tracing } from './tracing.js';

/** What listens to the work of this process: metrics always, traces where a collector is set. */
@Module({})
export class ObservationModule implements OnApplicationShutdown {
  constructor(
    @Inject(EngineMetrics) private readonly metrics: EngineMetrics,
    @Inject(tracingToken) private readonly tracing: Tracing | null,
  ) {}

  /** @param service what this process is called in traces, unless the settings say otherwise. */
  static async with(settings: ObservationSettings, service: string): Promise<DynamicModule> {
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

/** Traces where a collector is set; else none of OpenTelemetry is even loaded. */
async function startTracing(
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: name }: ObservationSettings,
  service: string,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const { Tracing } = await import('./tracing.js');
  return new Tracing(endpoint, name ?? service);
}
