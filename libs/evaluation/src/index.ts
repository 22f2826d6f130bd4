/** Evaluation: from queries with gold articles to recall tables: modes, readings, rerankings and ablations side by side. */
export { type BenchmarkName, benchmarks, benchmarkTable } from './benchmark.js';
export { evaluate, type EvaluationReport, type EvaluationVariant } from './evaluate.js';
export { type EvaluationQuery, readCorpus, readQueries, type SourceFile } from './files.js';
export { type CorpusGraph, corpusGraph } from './corpus-graph.js';
export { KeptVectors } from './kept-vectors.js';
export {
  readRecordedReadings,
  readRecordedRerankings,
  type RecordedScores,
  ReplayedReranker,
  replaying,
} from './recorded.js';
export { groupTable, reportCsv, reportTable } from './report.js';
