/** Citations: reads in an article's text which provisions it cites, and what it delegates, penalises, defines, applies and excepts. */
export type { Citation, CitationTarget } from './mention.js';
export { citationReader } from './citation-reader.js';
export { type StatuteTitle, type StatuteTitles, statuteTitles, titlesNear } from './statute-titles.js';
export type { Relation } from './relations/relation.js';
export { readRelations } from './relations/read-relations.js';
export { type DefinedTerm, definedTerms } from './relations/definitions.js';
export { type DefinitionUse, definitionUses } from './relations/definition-uses.js';
