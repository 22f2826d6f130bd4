/** Statutes: reads statute files (the ministry's JSON and XML, text and others) into Statutes and Articles, and reads in their text what they cite, delegate, penalise, define, apply and except. */
export { type Article, type Statute, statuteId, statuteLanguages } from './statute.js';
export { StatuteFileError } from './errors.js';
export { languageOf, latinLanguageOf, lettersLanguageOf } from './text/language.js';
export { type ArticleLabel, articleLabelAt } from './article-label-at.js';
export { chineseNumeral, numeralCharacters, parseArticleNumber, parseArticleReference } from './article-number.js';
export { paragraphsOf } from './text/paragraphs-of.js';
export { countScripts, foldScript, inScript } from './text/characters.js';
export { readStatutes } from './files/read-statutes.js';
export type { StatuteWarning } from './formats/statute-draft.js';
export type { Citation, CitationTarget } from './citations/mention.js';
export { citationReader } from './citations/citation-reader.js';
export { type StatuteTitle, type StatuteTitles, statuteTitles, titlesNear } from './citations/statute-titles.js';
export type { Relation } from './relations/relation.js';
export { readRelations } from './relations/read-relations.js';
export { type DefinedTerm, definedTerms } from './relations/definitions.js';
export { type DefinitionUse, definitionUses } from './relations/definition-uses.js';
