import { accessSettings } from '@lexhop/access';
import { edgeMatchingSettings } from '@lexhop/edge-matching';
import { embeddingSettings } from '@lexhop/embedding';
import { readSettings } from '@lexhop/foundation';
import { graphBuildSettings } from '@lexhop/graph-build';
import { jobQueueSettings } from '@lexhop/job-queue';
import { languageModelSettings } from '@lexhop/language-model';
import { postgresSettings } from '@lexhop/postgres';
import { neo4jSettings } from '@lexhop/published-graph';
import { rerankingSettings } from '@lexhop/reranking';
import { retrievalSettings } from '@lexhop/retrieval';
import { webhookSettings } from '@lexhop/webhooks';
import type { z } from 'zod';
import { observationSettings } from './observation/observation-settings.js';
import { workerSettings } from './worker-settings.js';

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
  const read = <Room extends keyof Slices>(room: Room) => readSettings(engineSettingsSlices[room], environment);
  return {
    store: read('store'),
    neo4j: read('neo4j'),
    queue: read('queue'),
    build: read('build'),
    webhooks: read('webhooks'),
    matching: read('matching'),
    languageModel: read('languageModel'),
    embedding: read('embedding'),
    retrieval: read('retrieval'),
    reranking: read('reranking'),
    observation: read('observation'),
  };
}

/** Settings of commands: an environment that is right for them is right for the server that they begin. */
const namesOfCommands = ['LEXHOP_URL', 'LEXHOP_API_KEY'] as const;

/** The names of all settings that an app's environment may hold: those of every room, of the app itself, and of the processes beside it. */
export function settingNames(own: z.ZodObject): readonly string[] {
  const slices = [...Object.values(engineSettingsSlices), accessSettings, workerSettings, own];
  return [...slices.flatMap((slice) => Object.keys(slice.shape)), ...namesOfCommands];
}
