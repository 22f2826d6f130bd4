/** Answering: from a query to an answer in sentences, each checked against the articles that it cites; written by a language model, or taken from the articles. */
export { type Answer, type AnswerEvent, answerEventSchemas, answerSchema } from './answer.js';
export { answerQuery } from './answer-query.js';
export type { AnswerListener } from './make-answer.js';
export { type AnswerRequest, answerRequestSchema } from './request.js';
