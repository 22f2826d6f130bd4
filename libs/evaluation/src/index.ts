/** Evaluation: queries with gold articles in, recall tables out; modes, readings and ablations side by side. */
export { EvaluationFileError } from './errors.js';
export {
  type EvaluatedQuery,
  evaluate,
  type EvaluationReport,
  type EvaluationRequest,
  type EvaluationRow,
  type EvaluationVariant,
} from './evaluate.js';
export { type CorpusArticle, type EvaluationQuery, readCorpus, readQueries, type SourceFile } from './files.js';
export { type CorpusGraph, corpusGraph, type CorpusGraphRequest } from './corpus-graph.js';
export { type EmbeddingSource, KeptVectors } from './kept-vectors.js';
export { bootstrapInterval, type Interval, type Metrics, metricsOf } from './metrics.js';
export { readRecordedReadings, type RecordedReadings, replaying } from './recorded-readings.js';
export { groupTable, reportCsv, reportTable } from './report.js';
