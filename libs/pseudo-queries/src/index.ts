/** Pseudo-queries: from an article to the questions it answers and the questions it raises. */
export { type BankEntry, bankEntrySchema, writeQuestionBankLine } from './question-bank/bank-entry.js';
export { QuestionBankError } from './errors.js';
export { type BankReading, readQuestionBank } from './question-bank/read-question-bank.js';
export { keywordsOf } from './keywords/keywords.js';
export { type DraftedQuestions, minimumIncoming, minimumOutgoing, questionsOf } from './questions.js';
export { type ArticleToDraft, articlesToDraft, type Definition } from './drafting/articles-to-draft.js';
export {
  convertedIn,
  type Drafter,
  type DraftingSettings,
  type DraftOutcome,
  draftWithLanguageModel,
} from './drafting/draft-with-language-model.js';
export { draftingKeyOf, promptVersion } from './drafting/build-prompt.js';
export {
  addDraftingLoads,
  type DraftingEstimate,
  type DraftingLoad,
  draftingLoadOf,
  type DraftingTerms,
  estimateDrafting,
  noDraftingLoad,
} from './drafting/estimate-drafting.js';
