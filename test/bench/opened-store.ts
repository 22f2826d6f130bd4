import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SilentLogger } from '@lexhop/foundation';
import type { GraphStores } from '@lexhop/graph-store';
import { openOwnGraphStores } from '@lexhop/graph-store/testing';
import { type Neo4jAccess, openPublishedGraph, type PublishedGraph } from '@lexhop/published-graph';
import { aFolder } from '../support/server.js';

/** A graph store to measure. */
export interface OpenedStore {
  readonly name: 'Postgres' | 'Postgres and Neo4j';
  readonly stores: GraphStores;
  /** Where builds are published, too. */
  readonly published?: PublishedGraph;
  /** What it takes outside this process's memory, in MiB; what can't be seen is left out. */
  facts(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

const mebibyte = 2 ** 20;

/** The books on a Postgres of LexHop's own, in a folder that goes with it; what it confirms is on the disk. */
export async function openPostgres(): Promise<OpenedStore> {
  const folder = await aFolder();
  const stores = await openOwnGraphStores(folder.path);
  return {
    name: 'Postgres',
    stores,
    facts: async () => ({ 'on disk, MiB': (await bytesIn(folder.path)) / mebibyte }),
    close: async () => {
      await stores.close();
      await folder.remove();
    },
  };
}

/** Such books, published on the server that NEO4J_URI names, whose disk and memory are seen where scripts/with-services.sh started it; undefined without one, which is said. */
export async function openWithNeo4j(): Promise<OpenedStore | undefined> {
  const access = neo4jAccess(true);
  if (!access) return undefined;
  const published = await openPublishedGraph(access);
  const books = await openPostgres();
  return {
    name: 'Postgres and Neo4j',
    stores: books.stores,
    published,
    facts: serverFacts,
    close: () => published.close().finally(() => books.close()),
  };
}

/** How the server is entered that NEO4J_URI names; undefined without one, which is said. */
export function neo4jAccess(vectors: boolean): Neo4jAccess | undefined {
  const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password, NEO4J_DATABASE } = process.env;
  if (uri && password)
    return { uri, user, password, database: NEO4J_DATABASE ?? 'neo4j', vectors, logger: new SilentLogger() };
  process.stdout.write('Skipped: publishing into Neo4j, since NEO4J_URI and NEO4J_PASSWORD are not set.\n');
  return undefined;
}

/** A graph's name, and an embedding space's revision, that no run before has used. */
export function freshName(): string {
  return `bench-${randomUUID()}`;
}

/** The disk and memory of the server that scripts/with-services.sh started; nothing of another. */
export async function serverFacts(): Promise<Readonly<Record<string, number>>> {
  const services = process.env['LEXHOP_TEST_SERVICES'];
  if (!services) return {};
  const server = join(services, 'neo4j-server');
  const status = await readFile(`/proc/${(await readFile(join(server, 'pid'), 'utf8')).trim()}/status`, 'utf8');
  const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
  const bytes = await bytesIn(join(server, 'data'));
  return { "the server's on disk, MiB": bytes / mebibyte, "the server's memory, MiB": kibibytes / 1_024 };
}

async function bytesIn(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}
