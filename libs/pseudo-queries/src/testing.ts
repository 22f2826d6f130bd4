/** Test doubles for drafting: articles, and answers out of a question bank, right or wrong. */
export { anArticleNode, anArticleToDraft } from './testing/an-article.js';
export { answerFromBank, articlesAskedIn, type DraftingRequest, type ReplyFault } from './testing/bank-answers.js';
