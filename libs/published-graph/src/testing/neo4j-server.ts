import { SilentLogger } from '@lexhop/foundation';
import type { Neo4jAccess } from '../neo4j/server.js';

/** The Neo4j server that the environment names, for tests on a real one; undefined where it names none, which is said once. */
export function neo4jServer(what: string): Neo4jAccess | undefined {
  const {
    NEO4J_URI: uri,
    NEO4J_USER: user = 'neo4j',
    NEO4J_PASSWORD: password,
    NEO4J_DATABASE: database,
  } = process.env;
  if (uri && password)
    return { uri, user, password, database: database ?? 'neo4j', vectors: true, logger: new SilentLogger() };
  console.warn(`Skipped: ${what}, since NEO4J_URI and NEO4J_PASSWORD are not set.`);
  return undefined;
}
