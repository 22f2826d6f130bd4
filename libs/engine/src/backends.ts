import { type Logger, SettingError } from '@lexhop/foundation';
import { type GraphStores, openGraphStores } from '@lexhop/graph-store';
import { JobQueueModule } from '@lexhop/job-queue';
import { Database, type OpeningServer, OwnServer, type PostgresServer, serverAt } from '@lexhop/postgres';
import { type Neo4jAccess, openPublishedGraph, type PublishedGraph } from '@lexhop/published-graph';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import type { EngineSettings } from './engine-settings.js';
import { backendsToken } from './tokens.js';

/** The servers of a deployment. Each of the three settings works without the others. */
interface Deployment {
  /** The Postgres of DATABASE_URL; else LexHop's own, in the data directory. */
  readonly postgres: { readonly url: string } | { readonly dataDirectory: string };
  /** Of REDIS_URL: the jobs are in Redis; else in the Postgres. */
  readonly redisUrl: string | undefined;
  /** Of NEO4J_URI: every build is published there; else queries are answered only from memory. */
  readonly neo4j: Omit<Neo4jAccess, 'logger'> | undefined;
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
  const { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password } = settings;
  if (uri === undefined) return undefined;
  if (password === undefined)
    throw new SettingError('NEO4J_PASSWORD', undefined, 'NEO4J_URI needs the password of NEO4J_USER');
  return { uri, user, password, database: settings.NEO4J_DATABASE, vectors: settings.NEO4J_VECTORS };
}

/** The servers of a deployment, opened. */
export interface Backends {
  readonly stores: GraphStores;
  /** Where builds are published; absent without Neo4j. */
  readonly published: PublishedGraph | undefined;
  /** Provides JobQueue and RateLimiter; it is closed with the queue. */
  readonly queueModule: DynamicModule;
  /** The Postgres of the stores, and of the queue where there is no Redis; it is closed after both. */
  readonly server: PostgresServer;
}

interface BackendOptions {
  readonly logger: Logger;
  readonly lockMilliseconds: number;
  /** Whether a receiver is told when builds end. */
  readonly tellsEnds: boolean;
  /** The name by which other processes on the data directory know this one: `lexhop-api`. */
  readonly service: string;
  /** The own Postgres, where it began to start while the process was loading its code (`startAhead`). */
  readonly ahead?: OpeningServer | undefined;
}

/** Opens books, published graph and queue. Rejects as OwnServer.open does, and with an error that names a server that does not answer. */
export async function openBackends(deployment: Deployment, options: BackendOptions): Promise<Backends> {
  const opened: { close(): Promise<void> }[] = [];
  const opening = async <Opened extends { close(): Promise<void> }>(one: Promise<Opened>): Promise<Opened> => {
    const it = await one;
    opened.unshift(it);
    return it;
  };
  try {
    const server = await opening(openServer(deployment.postgres, options));
    const stores = await opening(openBooks(server, options.tellsEnds));
    const published =
      deployment.neo4j && (await opening(openPublishedGraph({ ...deployment.neo4j, logger: options.logger })));
    const queueModule = await openQueue(server, deployment.redisUrl, options);
    return { stores, published, queueModule, server };
  } catch (thrown) {
    for (const it of opened) await it.close();
    throw thrown;
  }
}

async function openServer(
  postgres: Deployment['postgres'],
  { service, ahead }: BackendOptions,
): Promise<PostgresServer> {
  if ('url' in postgres) return serverAt(postgres.url);
  const started = await ahead;
  if (started) return started;
  return OwnServer.open({ ...postgres, service });
}

function openQueue(server: PostgresServer, redisUrl: string | undefined, options: BackendOptions) {
  if (redisUrl === undefined) return JobQueueModule.postgres({ ...options, server });
  return JobQueueModule.redis({ ...options, url: redisUrl });
}

/** Lets commands on the data directory find the address at which the server answers. */
export async function announceUrl(app: INestApplication, url: string): Promise<void> {
  const { server } = app.get<Backends>(backendsToken);
  if (server instanceof OwnServer) await server.announce(url);
}

async function openBooks(server: PostgresServer, tellsEnds: boolean): Promise<GraphStores> {
  const database = await Database.open(server, { applicationName: 'lexhop books' });
  try {
    return await openGraphStores(database, { tellsEnds });
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}
