import { SilentLogger } from '@lexhop/foundation';
import { Neo4jConnection } from '../neo4j/connection.js';
import { migrate } from '../neo4j/migrate.js';

/** A process that migrates a Neo4j server when it is told to, says how many migrations it ran itself, and ends. */
const [uri = '', user = '', password = '', database = ''] = process.argv.slice(2);
const logger = new SilentLogger();
const connection = await Neo4jConnection.open({ uri, user, password, database, logger });

process.once('message', async () => {
  const ran = await migrate(connection, logger);
  await connection.close();
  process.send?.({ ran });
  process.disconnect();
});
process.send?.('connected');
