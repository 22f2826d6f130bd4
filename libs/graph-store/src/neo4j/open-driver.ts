import { setTimeout as wait } from 'node:timers/promises';
import { asError, LexHopError, SettingError } from '@lexhop/foundation';
import neo4j, { type Driver, Neo4jError } from 'neo4j-driver';
import type { Neo4jAccess } from './access.js';

/** Milliseconds in which a server must have answered. */
const patience = 5_000;

/** Where vectors are values, and vector indexes can be filtered. */
const oldestYear = 2026;

/** A driver whose server has answered. Throws a SettingError that names what can't work. */
export async function openDriver(access: Neo4jAccess): Promise<Driver> {
  const driver = driverOf(access);
  try {
    const { summary } = await inTime(driver.executeQuery('RETURN 1', {}, { database: access.database }));
    requireVersion(access, summary.server.agent ?? 'an unknown server');
    return driver;
  } catch (thrown) {
    // A server that accepted and never spoke would hold the close up as well.
    void driver.close().catch(() => undefined);
    throw refusalOf(access, thrown);
  }
}

function driverOf(access: Neo4jAccess): Driver {
  try {
    return neo4j.driver(access.uri, neo4j.auth.basic(access.user, access.password), {
      disableLosslessIntegers: true,
      maxConnectionPoolSize: 20,
      connectionTimeout: 3_000,
      connectionAcquisitionTimeout: patience,
      maxTransactionRetryTime: 30_000,
      telemetryDisabled: true,
    });
  } catch (thrown) {
    throw refusalOf(access, thrown);
  }
}

async function inTime<Result>(answer: Promise<Result>): Promise<Result> {
  const waiting = new AbortController();
  const late = wait(patience, undefined, { signal: waiting.signal }).then(() => {
    throw new Error(`it did not answer within ${patience / 1000} seconds`);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    late.catch(() => undefined);
    waiting.abort();
  }
}

function requireVersion({ uri }: Neo4jAccess, agent: string): void {
  const year = Number(/^Neo4j\/(\d+)\./.exec(agent)?.[1] ?? 0);
  if (year >= oldestYear) return;
  throw new SettingError('NEO4J_URI', uri, `${agent} answers there, and Neo4j ${oldestYear} or newer is needed.`);
}

function refusalOf({ uri, user, database }: Neo4jAccess, thrown: unknown): Error {
  if (thrown instanceof LexHopError) return thrown;
  const code = thrown instanceof Neo4jError ? thrown.code : '';
  if (code.startsWith('Neo.ClientError.Security.')) {
    return new SettingError('NEO4J_PASSWORD', '***', `the Neo4j server at ${uri} refuses it for the user ${user}.`);
  }
  if (code === 'Neo.ClientError.Database.DatabaseNotFound') {
    return new SettingError('NEO4J_DATABASE', database, `the Neo4j server at ${uri} has no such database.`);
  }
  const [reason = ''] = asError(thrown).message.split('\n');
  return new SettingError('NEO4J_URI', uri, `no Neo4j server can be used there: ${reason}`);
}
