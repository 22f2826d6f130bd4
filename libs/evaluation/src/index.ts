/** Evaluation: queries with gold articles in, recall tables out; every mode side by side. */
export { EvaluationFileError } from './evaluation-file-error.js';
export {
  evaluate,
  type EvaluationGroup,
  type EvaluationReport,
  type EvaluationRequest,
  type EvaluationRow,
} from './evaluate.js';
export { type CorpusArticle, corpusArticleSchema, readCorpus } from './files/corpus.js';
export { type EvaluationQuery, evaluationQuerySchema, readQueries } from './files/queries.js';
export type { SourceFile } from './files/read-json-lines.js';
export { type CorpusGraph, corpusGraph, type CorpusGraphRequest } from './graph/corpus-graph.js';
export { averageOf, type Metrics, metricsOf } from './metrics.js';
export { reportTable } from './report-table.js';
