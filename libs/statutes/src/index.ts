/** Statutes: reads statute files (the ministry's JSON and XML, text and others) into Statutes and Articles. */
export { type Article, type Statute, statuteId, type StatuteLanguage, statuteLanguages } from './statute.js';
export { StatuteFileError } from './errors.js';
export { languageOf, latinLanguageOf, lettersLanguageOf } from './text/language.js';
export { type ArticleLabel, articleLabelAt } from './article-label-at.js';
export {
  chineseNumeral,
  compareArticleNumbers,
  guessedCount,
  guessedRange,
  numeralCharacters,
  parseArticleNumber,
  parseArticleReference,
} from './article-number.js';
export { latinSuffixes } from './numbering-styles.js';
export { paragraphsOf } from './text/paragraphs-of.js';
export { countScripts, foldScript, inScript } from './text/characters.js';
export { readStatutes } from './files/read-statutes.js';
export type { StatuteWarning } from './formats/statute-draft.js';
