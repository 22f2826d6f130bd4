import { SilentLogger } from '@lexhop/foundation';
import { Neo4jConnection } from '../neo4j/connection.js';
import { openNeo4jGraphStore } from '../neo4j/open-neo4j-graph-store.js';

/** A process that opens the store on Neo4j when it is told to, says which migrations it found done and when, and ends. */
const [uri = '', user = '', password = '', database = ''] = process.argv.slice(2);
const access = { uri, user, password, database, logger: new SilentLogger() };

process.once('message', async () => {
  const stores = await openNeo4jGraphStore(access);
  const connection = await Neo4jConnection.open(access);
  const migrations = await connection.rows(
    'MATCH (m:Migration) WHERE m.number IS NOT NULL RETURN m.number AS number, m.appliedAt AS appliedAt ORDER BY number',
  );
  await connection.close();
  await stores.close();
  process.send?.(migrations);
  process.disconnect();
});
process.send?.('ready');
