/** Engine: every room put together by its settings, in one of two shapes, as the module that the apps stand on. */
export { announceUrl } from './announce-url.js';
export { type DeploymentShape, deploymentShapeOf } from './deployment-shape.js';
export { EngineModule, type EngineOptions } from './engine.module.js';
export { type EngineSettings, engineSettingsSlices, readEngineSettings } from './engine-settings.js';
export { JsonLogger } from './json-logger.js';
export { EngineMetrics } from './observation/engine-metrics.js';
export type { TracedRequest, Tracing } from './observation/tracing.js';
export { readinessOf, readinessSchema } from './readiness.js';
export { graphStoresToken, partsToken, tracingToken } from './tokens.js';
