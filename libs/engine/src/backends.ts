import { type Logger, SettingError } from '@lexhop/foundation';
import { type GraphStores, openGraphStores, openNeo4jGraphStore } from '@lexhop/graph-store';
import { JobQueueModule } from '@lexhop/job-queue';
import { Database, OwnServer, type PostgresServer, serverAt } from '@lexhop/postgres';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import type { EngineSettings } from './engine-settings.js';
import { backendsToken } from './tokens.js';

/** What a deployment stands on: three switches, none of which needs another. */
export interface Deployment {
  /** DATABASE_URL; else LexHop's own Postgres in the data directory. */
  readonly postgres: { readonly url: string } | { readonly dataDirectory: string };
  /** REDIS_URL: jobs on Redis; else on the Postgres. */
  readonly redisUrl: string | undefined;
  /** NEO4J_URI: the graph in Neo4j; else in the Postgres. */
  readonly neo4j:
    | { readonly uri: string; readonly user: string; readonly password: string; readonly database: string }
    | undefined;
}

/** The deployment that the settings ask for. Throws a SettingError for a Neo4j without its password. */
export function deploymentOf({ store, neo4j, queue }: Pick<EngineSettings, 'store' | 'neo4j' | 'queue'>): Deployment {
  const url = store.DATABASE_URL;
  return {
    postgres: url === undefined ? { dataDirectory: store.LEXHOP_DATA_DIR } : { url },
    redisUrl: queue.REDIS_URL,
    neo4j: neo4jOf(neo4j),
  };
}

function neo4jOf(settings: EngineSettings['neo4j']): Deployment['neo4j'] {
  const { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: database } = settings;
  if (uri === undefined) return undefined;
  if (password === undefined)
    throw new SettingError('NEO4J_PASSWORD', undefined, 'NEO4J_URI needs the password of NEO4J_USER');
  return { uri, user, password, database };
}

/** What a deployment stands on, opened. */
export interface Backends {
  readonly stores: GraphStores;
  /** Provides JobQueue and RateLimiter; it is closed with the queue. */
  readonly queueModule: DynamicModule;
  /** What stores and queue stand on, where they need it; closed after both. */
  readonly server: PostgresServer | undefined;
}

export interface BackendOptions {
  readonly logger: Logger;
  readonly lockMilliseconds: number;
  /** What this process is to others on the data directory: `lexhop-api`. */
  readonly service: string;
}

/** Opens the stores and the queue. Rejects as OwnServer.open does, and with an error that names the server that does not answer. */
export async function openBackends(deployment: Deployment, options: BackendOptions): Promise<Backends> {
  const { redisUrl, neo4j } = deployment;
  const { logger } = options;
  if (redisUrl !== undefined && neo4j) {
    const stores = await openNeo4jGraphStore({ ...neo4j, logger });
    const queueModule = await JobQueueModule.redis({ ...options, url: redisUrl }).catch(closing(stores));
    return { stores, queueModule, server: undefined };
  }
  const server = await openServer(deployment.postgres, options.service);
  const opened = async () => {
    const stores = neo4j ? await openNeo4jGraphStore({ ...neo4j, logger }) : await openBooks(server);
    const queueModule = await openQueue(server, redisUrl, options).catch(closing(stores));
    return { stores, queueModule, server };
  };
  return opened().catch(closing(server));
}

function openServer(postgres: Deployment['postgres'], service: string): PostgresServer | Promise<PostgresServer> {
  return 'url' in postgres ? serverAt(postgres.url) : OwnServer.open({ ...postgres, service });
}

function openQueue(server: PostgresServer, redisUrl: string | undefined, options: BackendOptions) {
  if (redisUrl === undefined) return JobQueueModule.postgres({ ...options, server });
  return JobQueueModule.redis({ ...options, url: redisUrl });
}

/** Tells commands on the data directory where the server answers. */
export async function announceUrl(app: INestApplication, url: string): Promise<void> {
  const { server } = app.get<Backends>(backendsToken);
  if (server instanceof OwnServer) await server.announce(url);
}

async function openBooks(server: PostgresServer): Promise<GraphStores> {
  const database = await Database.open(server, { applicationName: 'lexhop books' });
  return openGraphStores(database).catch(closing(database));
}

function closing(opened: { close(): Promise<void> }): (thrown: unknown) => Promise<never> {
  return async (thrown) => {
    await opened.close();
    throw thrown;
  };
}
