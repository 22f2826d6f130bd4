/** Graph build: the story of a build, in steps made by queue jobs; its progress, its resuming, and whole graphs in and out. */
export { articleNodesOf } from './article-nodes-of.js';
export { BuildWatch } from './build-watch.js';
export { type BuildWorkerOptions, startBuildWorker } from './build-worker.js';
export { type BuildEstimate, buildEstimateSchema, estimateBuild } from './estimate-build.js';
export { EmptyBuildError } from './errors/empty-build-error.js';
export { GraphFileError } from './errors/graph-file-error.js';
export type { Drafting } from './drafting.js';
export { ArticlesNotDraftedError } from './errors/articles-not-drafted-error.js';
export { UnknownStatutesError } from './errors/unknown-statutes-error.js';
export type { GraphBuildParts } from './graph-build-parts.js';
export { abandonBuild, cancelBuild, findBuild, retryBuild, rollBack, startBuild } from './graph-builds.js';
export { importStatutes, type StatuteFile, type StatutesImported } from './import-statutes.js';
export { exportQuestionBank, importQuestionBank, type QuestionBankImported } from './question-banks.js';
export { graphBuildSettings } from './settings.js';
export { citedNodes } from './steps/draw-text-edges.js';
export {
  type ArticleCitation,
  type ArticleCitations,
  type CitedTarget,
  statuteCitations,
  type StatutePart,
} from './statute-citations.js';
export { sweep } from './sweep.js';
export { currentStepView, type StepView } from './time-left.js';
export { exportGraph } from './transfer/export-graph.js';
export { importGraph } from './transfer/import-graph.js';
