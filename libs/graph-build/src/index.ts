/** Graph build: the story of a build: its steps as queue jobs, progress, resuming, and whole graphs in and out. */
export { BuildWatch, currentStepView, stepViewSchema } from './build-watch.js';
export { type BuildWorkerOptions, startBuildWorker } from './build-worker.js';
export { type BuildEstimate, buildEstimateSchema, estimateBuild } from './estimate-build.js';
export type { GraphBuildParts } from './build-parts.js';
export { abandonBuild, cancelBuild, findBuild, retryBuild, rollBack, startBuild } from './graph-builds.js';
export { bankImportedSchema, exportQuestionBank, importQuestionBank } from './question-banks.js';
export { graphBuildSettings } from './settings.js';
export { statedEdgesOf } from './steps/stated-edges.js';
export { exportGraph } from './transfer/export-graph.js';
export { importGraph } from './transfer/import-graph.js';
