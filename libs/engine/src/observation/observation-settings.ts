import { z } from 'zod';

/** Where traces go; nothing is traced unless this is set. */
export const observationSettings = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/u, error: 'an http or https address is allowed' })
    .optional()
    .describe('OpenTelemetry collector that takes traces by OTLP over HTTP, such as http://localhost:4318'),
  OTEL_SERVICE_NAME: z
    .string()
    .optional()
    .describe('Name of this process in traces; lexhop-api or lexhop-worker unless set'),
});
export type ObservationSettings = Readonly<z.infer<typeof observationSettings>>;
