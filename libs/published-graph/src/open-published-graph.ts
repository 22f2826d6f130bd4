import type { Neo4jAccess } from './neo4j/server.js';
import type { PublishedGraph } from './published-graph.js';

/**
 * Opens the published graph on a Neo4j server, 2026 or newer, Community Edition or more; any number of processes at once. Neo4j's driver is loaded
 * here, for who has a Neo4j. Throws a SettingError, within 5 seconds, that names NEO4J_URI, NEO4J_PASSWORD or NEO4J_DATABASE where it can't work.
 */
export async function openPublishedGraph(access: Neo4jAccess): Promise<PublishedGraph> {
  const { openNeo4jPublishedGraph } = await import('./neo4j/neo4j-published-graph.js');
  return openNeo4jPublishedGraph(access);
}
