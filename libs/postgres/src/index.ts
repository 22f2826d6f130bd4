/** Postgres: the Postgres of the books and the queue: LexHop's own, started on the data directory, or yours by DATABASE_URL. */
export { advisoryLocks } from './advisory-locks.js';
export { Database, serverAt, sqlOn } from './database.js';
export { storeErrorOf, StoreUnavailableError } from './errors.js';
export { announcedOn } from './own-server/announced.js';
export { hasOwnServer } from './own-server/cluster.js';
export { OwnServer } from './own-server/own-server.js';
export { type OpeningServer, startAhead } from './own-server/start-ahead.js';
export { type PostgresServer, type ServerAddress, ServerPool } from './server-pool.js';
export { postgresSettings } from './settings.js';
export { type Parameters, type Sql, type Statement, statement } from './sql.js';
