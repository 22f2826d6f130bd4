/** Edge matching: raised questions against answered questions, into scored edges under a cap; and the edges that the text itself draws. */
export { type CitationEdges, citationEdges, type CitedNode, hierarchyEdges, type PlacedNode } from './text-edges.js';
export {
  collectQuestions,
  type MatchableQuestion,
  type QuestionRows,
  questionSet,
  type QuestionSet,
} from './questions.js';
export { type IncrementalMatch, type IncrementalMatchRequest, matchIncrementally } from './match-incrementally.js';
export {
  compareMatches,
  matchQuestions,
  type MatchRequest,
  questionEdge,
  type QuestionMatch,
} from './match-questions.js';
export { type DroppedMatches, edgeCap, type EdgePolicy, type EdgeSelection, selectEdges } from './select-edges.js';
export { edgeMatchingSettings } from './settings.js';
