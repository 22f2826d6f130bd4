/** Query understanding: from a query as people write it to a reading: references, language, issues and a passage. */
export {
  type Asked,
  askForReading,
  type ReadingNote,
  type ReadingProvider,
  readingTimeLimitMilliseconds,
} from './ask-for-reading.js';
export { areComparable, languageOfQuery } from './language.js';
export {
  type NamedArticle,
  phrasesOf,
  type Reading,
  readingLimits,
  readingRequestSchema,
  readingSchema,
} from './reading.js';
export { namesNothingElse, type QueryReference, type QueryReferences, referencesIn } from './references.js';
export { resolveStatutes } from './resolve-statutes.js';
export { type NamedStatute, statuteNames, type StatuteNames, titlesCalled, foldName } from './statute-names.js';
