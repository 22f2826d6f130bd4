/** Test doubles for drafting: articles, and answers out of a question bank, right or wrong. */
export { answerFromBank, articlesAskedIn, type ReplyFault } from './testing/bank-answers.js';
