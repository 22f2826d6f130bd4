import { setTimeout as wait } from 'node:timers/promises';
import { asError, LexHopError, type Logger, SettingError } from '@lexhop/foundation';
import neo4j, { type Driver, int, Neo4jError } from 'neo4j-driver';
import { PublishedGraphAwayError, PublishedGraphFullError, PublishedGraphMemoryError } from '../errors.js';

/** Where a Neo4j server is and how it is entered. */
export interface Neo4jAccess {
  /** `bolt://host:7687` */
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Whether builds are published with their vectors. */
  readonly vectors: boolean;
  readonly logger: Logger;
}

/** Milliseconds in which a server must have answered. */
const patience = 5_000;

/** Where vectors are values, and vector indexes can be filtered. */
const oldestYear = 2026;

/** A driver whose server has answered. Rejects with a SettingError that names the setting which can't work. */
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
      // Longer absences are waited for by the build, which says so.
      maxTransactionRetryTime: 10_000,
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

export type Parameters = Readonly<Record<string, unknown>>;

/**
 * Parameters as the server should get them. The driver sends every number as a float: whole ones are sent as integers,
 * which LIMIT needs and people browsing expect. What is undefined is null; typed arrays and the driver's own types stay.
 */
export function serverParameters(parameters: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, asValue(value)]));
}

function asValue(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? int(value) : value;
  if (Array.isArray(value)) return value.map(asValue);
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? serverParameters(value) : value;
}

const noSpace = /no space left on device|not enough (?:disk )?space|disk is full/i;
const noMemory = /^Neo\.TransientError\.General\.(?:MemoryPoolOutOfMemoryError|OutOfMemoryError|StackOverFlowError)$/;

/** The error of this room for what the server or its driver threw. It never holds parameters of a statement. */
export function serverErrorOf(server: string, thrown: unknown): Error {
  if (thrown instanceof LexHopError || thrown instanceof RangeError) return thrown;
  if (!(thrown instanceof Neo4jError)) return asError(thrown);
  const reason = sentenceOf(thrown);
  const options = { cause: thrown };
  if (noSpace.test(thrown.message)) return new PublishedGraphFullError(server, options);
  if (noMemory.test(thrown.code)) return new PublishedGraphMemoryError(server, reason, options);
  if (isAway(thrown)) return new PublishedGraphAwayError(server, reason, options);
  return new Error(`Neo4j at ${server} failed: ${reason} (${thrown.code}).`, options);
}

// The server says it of indexes that it still fills with the code of any procedure that failed.
const laterPerhaps = /acquisition timed out|expected all indexes to come online/i;

/** Whether waiting may help: nobody is there, no connection is free, an index is still filled, or a transient error lasted longer than the retries. */
function isAway({ code, retryable, message }: Neo4jError): boolean {
  return retryable || code === 'ServiceUnavailable' || code === 'SessionExpired' || laterPerhaps.test(message);
}

/** The first line of a message, as a sentence. Later lines may quote a statement. */
function sentenceOf({ message }: Neo4jError): string {
  const [line = ''] = message.split('\n');
  return line.endsWith('.') ? line : `${line}.`;
}

/** Whether a transaction is too big for the server's memory. The driver would try it again, but it would be as big again. */
export function isHopeless(thrown: unknown): boolean {
  return thrown instanceof Neo4jError && thrown.code.includes('OutOfMemory');
}
