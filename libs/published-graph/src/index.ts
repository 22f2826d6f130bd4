/** Published graph: publishes builds into Neo4j, drops those that are given up, and reads from it. */
export { PublishedGraphAwayError } from './errors.js';
export { neo4jSettings } from './settings.js';
export { PublishedGraph } from './published-graph.js';
export { convergeGraph, publishBuild, type Publishing, rowsToPublish } from './publish-build.js';
export type { Neo4jAccess } from './neo4j/server.js';
export { openPublishedGraph } from './open-published-graph.js';
