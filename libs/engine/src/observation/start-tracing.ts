import type { ObservationSettings } from './observation-settings.js';
import type { Tracing } from './tracing.js';

/** Traces where a collector is set; else none of OpenTelemetry is even loaded. */
export async function startTracing(
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: name }: ObservationSettings,
  service: string,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const { Tracing } = await import('./tracing.js');
  return new Tracing(endpoint, name ?? service);
}
