/** Pseudo-queries: from an article to the questions it answers and the questions it raises. */
export { type BankEntry, type BankReading, readQuestionBank, writeQuestionBankLine } from './question-bank.js';
export { keywordsOf } from './keywords.js';
export { questionsOf } from './questions.js';
export { type ArticleToDraft, articlesToDraft } from './drafting/articles-to-draft.js';
export { convertedIn, type DraftOutcome, draftWithLanguageModel } from './drafting/draft-with-language-model.js';
export { draftingKeyOf } from './drafting/build-prompt.js';
export {
  addDraftingLoads,
  type DraftingEstimate,
  type DraftingLoad,
  draftingLoadOf,
  estimateDrafting,
  noDraftingLoad,
} from './drafting/estimate-drafting.js';
