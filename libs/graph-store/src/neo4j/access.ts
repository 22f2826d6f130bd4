import type { Logger } from '@lexhop/foundation';

/** Where a Neo4j server is and how it is entered. */
export interface Neo4jAccess {
  /** `bolt://host:7687` */
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly logger: Logger;
}
