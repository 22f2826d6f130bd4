/** Evaluation: queries with gold articles in, recall tables out; every mode side by side. */
export { EvaluationFileError } from './errors.js';
export {
  evaluate,
  type EvaluationGroup,
  type EvaluationReport,
  type EvaluationRequest,
  type EvaluationRow,
} from './evaluate.js';
export { type CorpusArticle, corpusArticleSchema, readCorpus } from './files.js';
export { type EvaluationQuery, evaluationQuerySchema, readQueries } from './files.js';
export type { SourceFile } from './files.js';
export { type CorpusGraph, corpusGraph, type CorpusGraphRequest } from './corpus-graph.js';
export { averageOf, type Metrics, metricsOf } from './metrics.js';
export { reportTable } from './report.js';
