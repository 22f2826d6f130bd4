/** Statutes: reads statute files (the ministry's JSON and others) into Statutes and Articles, and reads the citations in their text. */
export type { Article, Paragraph, Statute, StatuteLanguage, Subparagraph } from './statute.js';
export type { Citation, CitationTarget } from './citation.js';
