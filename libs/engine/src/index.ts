/** Engine: puts the rooms together as the settings say, and holds what the apps share: log, health, metrics, traces. */
export { announceUrl } from './backends.js';
export { EngineModule } from './engine.module.js';
export {
  type EngineSettings,
  engineSettingsSlices,
  readEngineSettings,
  settingNames,
  workerSettings,
} from './engine-settings.js';
export { JsonLogger } from './json-logger.js';
export { EngineMetrics } from './observation/engine-metrics.js';
export type { TracedRequest, Tracing } from './observation/tracing.js';
export { readinessOf, readinessSchema } from './readiness.js';
export type { QueryParts } from './query-parts-of.js';
export { graphStoresToken, partsToken, queryPartsToken, tracingToken } from './tokens.js';
export {
  asListenError,
  assertPortFree,
  endFailedStart,
  endInTime,
  endWithParent,
  tellFirstStart,
} from './start-and-end.js';
