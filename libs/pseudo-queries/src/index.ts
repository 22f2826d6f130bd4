/** Pseudo-queries: from an article to the questions it answers and the questions it raises. */
export { type BankEntry, bankEntrySchema } from './question-bank/bank-entry.js';
export { QuestionBankError } from './question-bank/question-bank-error.js';
export { type BankReading, readQuestionBank } from './question-bank/read-question-bank.js';
export { writeQuestionBankLine } from './question-bank/write-question-bank-line.js';
export { keywordsOf } from './keywords/keywords-of.js';
export { minimumIncoming, minimumOutgoing } from './question-counts.js';
export { type DraftedQuestions, questionsOf } from './questions-of.js';
