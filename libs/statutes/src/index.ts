/** Statutes: reads statute files (the ministry's JSON and others) into Statutes and Articles, and reads the citations in their text. */
export type { Article, Paragraph, Statute, StatuteLanguage, Subparagraph } from './statute.js';
export { compareArticleNumbers, parseArticleNumber } from './article-number.js';
export { type ArticleReference, parseArticleReference } from './article-reference.js';
export { chineseNumeral } from './chinese-numeral.js';
export { statuteId } from './statute-id.js';
export { paragraphsOf } from './text/paragraphs-of.js';
export { readStatutes } from './files/read-statutes.js';
export { StatuteFileError, type StatuteFileFault } from './files/statute-file-error.js';
export type { StatuteReadEvent, StatuteWarning, StatuteWarningCode } from './files/statute-warning.js';
export type { Citation, CitationTarget } from './citation.js';
export {
  type CitationReader,
  citationReader,
  type CitingArticle,
  type CitingStatute,
} from './citations/citation-reader.js';
export { type StatuteTitle, type StatuteTitles, statuteTitles } from './citations/statute-titles.js';
export { titlesNear } from './citations/titles-near.js';
export { UnknownArticleError } from './citations/unknown-article-error.js';
