/** Postgres: the database that the books and the queue stand on: LexHop's own, or yours by DATABASE_URL. */
export { Database, type DatabaseOptions, serverAt } from './database.js';
export {
  codeOf,
  DataDirectoryError,
  PostgresMissingError,
  StoreDamagedError,
  storeErrorOf,
  StoreFullError,
  StoreMemoryError,
  StoreUnavailableError,
} from './errors.js';
export { type Announcement, announcedOn } from './own-server/announced.js';
export { OwnServer, type OwnServerOptions } from './own-server/own-server.js';
export { type PostgresServer, type ServerAddress, ServerPool } from './server-pool.js';
export { type PostgresSettings, postgresSettings } from './settings.js';
export { pagesOf, type Paging, type Parameters, type Sql, type Statement, statement, type WritingSql } from './sql.js';
