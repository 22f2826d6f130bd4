/** Graph statutes: takes files into the statutes of a graph, finds one by what people call it, and reads in its articles what they cite and state. */
export { articleNodesOf, statuteFromNodes } from './article-nodes.js';
export { ImportStoppedError } from './errors.js';
export { findStatute, statuteNamesIn, statutePages } from './find-statute.js';
export { importStatutes, type StatutesImported } from './import-statutes.js';
export { readNodes } from './read-nodes.js';
export { type ArticleCitations, statuteCitations } from './statute-citations.js';
export type { StatuteFile } from './statute-parts.js';
