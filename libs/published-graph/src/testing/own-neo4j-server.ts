import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SilentLogger } from '@lexhop/foundation';
import type { Neo4jAccess } from '../neo4j/server.js';

const script = fileURLToPath(new URL('../../../../scripts/services/neo4j.sh', import.meta.url));
const run = promisify(execFile);

/** Whether tests may start servers of their own: `scripts/with-services.sh` has fetched what they are made of. Said once where they may not. */
export function lacksOwnServers(what: string): boolean {
  if (process.env.LEXHOP_TEST_SERVICES) return false;
  console.warn(`Skipped: ${what}, since LEXHOP_TEST_SERVICES is not set (scripts/with-services.sh sets it).`);
  return true;
}

/** A Neo4j server that only one test file knows, empty at first. */
export class OwnNeo4jServer {
  private constructor(
    private readonly folder: string,
    private readonly heap: string,
    readonly access: Neo4jAccess,
  ) {}

  /** @param heap as Java takes it: `512m` */
  static async start(heap: string): Promise<OwnNeo4jServer> {
    const folder = await mkdtemp(join(tmpdir(), 'lexhop-neo4j-'));
    await control(folder, heap, 'start');
    const told = async (name: string) => (await readFile(join(folder, name), 'utf8')).trim();
    return new OwnNeo4jServer(folder, heap, {
      uri: `bolt://127.0.0.1:${await told('port')}`,
      user: 'neo4j',
      password: await told('password'),
      database: 'neo4j',
      vectors: true,
      logger: new SilentLogger(),
    });
  }

  /** As a power cut would end it, and then starts it on the same port and data. */
  async killAndStart(): Promise<void> {
    await control(this.folder, this.heap, 'restart');
  }

  async remove(): Promise<void> {
    await control(this.folder, this.heap, 'kill');
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function control(folder: string, heap: string, word: 'start' | 'kill' | 'restart'): Promise<void> {
  await run(script, [folder, word], { env: { ...process.env, LEXHOP_SERVICES_HEAP: heap } });
}
