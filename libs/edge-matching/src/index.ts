/** Edge matching: matches outgoing with incoming questions into scored edges, up to a cap; and makes the edges that the law's words and its order give. */
export { hierarchyEdges, type ReadNode, statedEdges } from './text-edges.js';
export { definitionEdges } from './definition-edges.js';
export { collectQuestions, type QuestionRows, questionSet, type QuestionSet } from './questions.js';
export { matchIncrementally } from './match-incrementally.js';
export { matchQuestions, questionEdge, type QuestionMatch } from './match-questions.js';
export { edgeCap, selectEdges } from './select-edges.js';
export { edgeMatchingSettings } from './settings.js';
