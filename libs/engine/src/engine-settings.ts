import { accessSettings } from '@lexhop/access';
import { edgeMatchingSettings } from '@lexhop/edge-matching';
import { embeddingSettings } from '@lexhop/embedding';
import { addressSetting, integerSetting, readSettings } from '@lexhop/foundation';
import { graphBuildSettings } from '@lexhop/graph-build';
import { jobQueueSettings } from '@lexhop/job-queue';
import { languageModelSettings } from '@lexhop/language-model';
import { postgresSettings } from '@lexhop/postgres';
import { neo4jSettings } from '@lexhop/published-graph';
import { rerankingSettings } from '@lexhop/reranking';
import { retrievalSettings } from '@lexhop/retrieval';
import { webhookSettings } from '@lexhop/webhooks';
import { z } from 'zod';

/** Where traces go; nothing is traced unless an endpoint is set. */
const observationSettings = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: addressSetting
    .optional()
    .describe('OpenTelemetry collector that takes traces by OTLP over HTTP, such as http://localhost:4318'),
  OTEL_SERVICE_NAME: z
    .string()
    .optional()
    .describe('Name of this process in traces; lexhop-api or lexhop-worker unless set'),
});

/** Where a worker shows its health and its figures. */
export const workerSettings = z.object({
  LEXHOP_WORKER_HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'Address on which a worker shows its health and metrics. Anything but a loopback address needs keys: LEXHOP_API_KEYS, or keys in the books.',
    ),
  LEXHOP_WORKER_PORT: integerSetting(0, 65535)
    .default(0)
    .describe(
      'Port for a worker’s health and metrics; 0 takes a free one, so that any number of workers can run beside each other.',
    ),
});

/** Every slice that the rooms read, by room, in the order of the settings table. */
export const engineSettingsSlices = {
  store: postgresSettings,
  neo4j: neo4jSettings,
  queue: jobQueueSettings,
  build: graphBuildSettings,
  webhooks: webhookSettings,
  matching: edgeMatchingSettings,
  languageModel: languageModelSettings,
  embedding: embeddingSettings,
  retrieval: retrievalSettings,
  reranking: rerankingSettings,
  observation: observationSettings,
} as const;

type Slices = typeof engineSettingsSlices;
export type EngineSettings = { readonly [Room in keyof Slices]: Readonly<z.infer<Slices[Room]>> };

/** Reads every slice; throws a SettingError that names the first variable that can't work. */
export function readEngineSettings(environment: Readonly<Record<string, string | undefined>>): EngineSettings {
  const slices = Object.entries(engineSettingsSlices);
  return Object.fromEntries(
    slices.map(([room, slice]) => [room, readSettings(slice, environment)]),
  ) as unknown as EngineSettings;
}

/** Settings of commands, which pass their own environment on to the server that they start. */
const namesOfCommands = ['LEXHOP_URL', 'LEXHOP_API_KEY'] as const;

/** The names of all settings that an app's environment may hold: those of every room, of the app itself, and of the processes beside it. */
export function settingNames(own: z.ZodObject): readonly string[] {
  const slices = [...Object.values(engineSettingsSlices), accessSettings, workerSettings, own];
  return [...slices.flatMap((slice) => Object.keys(slice.shape)), ...namesOfCommands];
}
