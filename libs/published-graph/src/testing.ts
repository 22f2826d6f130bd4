/** Tests on published graphs: the Neo4j server of the environment, servers of one's own, and a published graph in memory. */
export { InMemoryPublishedGraph } from './testing/in-memory-published-graph.js';
export { neo4jServer } from './testing/neo4j-server.js';
export { publishedReader } from './testing/published-reader.js';
export { lacksOwnServers, OwnNeo4jServer } from './testing/own-neo4j-server.js';
