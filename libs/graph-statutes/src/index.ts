/** Graph statutes: imports files into the statutes of a graph, finds a statute by what people call it, and reads the citations and relations in its articles. */
export { articleNodesOf, statuteFromNodes } from './article-nodes.js';
export { ImportStoppedError } from './errors.js';
export { findStatute, statuteNamesIn, statutePages } from './find-statute.js';
export { importStatutes, statutesImportedSchema } from './import-statutes.js';
export { readNodes } from './read-nodes.js';
export { type ArticleCitations, articleCitationsSchema, statuteCitations } from './statute-citations.js';
export type { StatuteFile } from './statute-parts.js';
