/** Edge matching: raised questions against answered questions, into scored edges under a cap; and the edges that the text itself draws. */
export { type CitationEdges, citationEdges, type CitedNode } from './citation-edges.js';
export { collectQuestions, questionSet } from './collect-questions.js';
export { hierarchyEdges, type PlacedNode } from './hierarchy-edges.js';
export { type IncrementalMatch, type IncrementalMatchRequest, matchIncrementally } from './match-incrementally.js';
export { matchQuestions, type MatchRequest } from './match-questions.js';
export { compareMatches, questionEdge, type QuestionMatch } from './question-match.js';
export type { MatchableQuestion, QuestionRows, QuestionSet } from './question-set.js';
export { type DroppedMatches, edgeCap, type EdgePolicy, type EdgeSelection, selectEdges } from './select-edges.js';
export { edgeMatchingSettings } from './settings.js';
