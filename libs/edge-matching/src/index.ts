/** Edge matching: raised questions against answered questions, into scored edges under a cap; and the edges that the text itself draws. */
export { hierarchyEdges, type ReadNode, statedEdges } from './text-edges.js';
export { definitionEdges } from './definition-edges.js';
export { collectQuestions, type QuestionRows, questionSet, type QuestionSet } from './questions.js';
export { matchIncrementally } from './match-incrementally.js';
export { matchQuestions, questionEdge, type QuestionMatch } from './match-questions.js';
export { edgeCap, selectEdges } from './select-edges.js';
export { edgeMatchingSettings } from './settings.js';
