/** Pseudo-queries: from an article to the questions it answers and the questions it raises. */
export { type BankEntry, bankEntrySchema } from './question-bank/bank-entry.js';
export { QuestionBankError } from './question-bank/question-bank-error.js';
export { type BankReading, readQuestionBank } from './question-bank/read-question-bank.js';
export { writeQuestionBankLine } from './question-bank/write-question-bank-line.js';
export { keywordsOf } from './keywords/keywords-of.js';
export { minimumIncoming, minimumOutgoing } from './question-counts.js';
export { type DraftedQuestions, questionsOf } from './questions-of.js';
export { type ArticleToDraft, articlesToDraft } from './drafting/article-to-draft.js';
export type { Definition } from './drafting/definitions.js';
export type { Drafter } from './drafting/ask-once.js';
export {
  type DraftingSettings,
  type DraftOutcome,
  draftWithLanguageModel,
} from './drafting/draft-with-language-model.js';
export { draftingKeyOf } from './drafting/drafting-key.js';
export { promptVersion } from './drafting/prompts/drafting-prompts.js';
export {
  addDraftingLoads,
  type DraftingEstimate,
  type DraftingLoad,
  draftingLoadOf,
  type DraftingTerms,
  estimateDrafting,
  noDraftingLoad,
} from './drafting/estimate-drafting.js';
