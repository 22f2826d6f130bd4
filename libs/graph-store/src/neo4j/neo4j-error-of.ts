import { LexHopError } from '@lexhop/foundation';
import { Neo4jError } from 'neo4j-driver';
import { StoreFullError } from '@lexhop/postgres';
import { StoreMemoryError } from '../errors/store-memory-error.js';
import { StoreUnavailableError } from '../errors/store-unavailable-error.js';

const noSpace = /no space left on device|not enough (?:disk )?space|disk is full/i;
const noMemory = /^Neo\.TransientError\.General\.(?:MemoryPoolOutOfMemoryError|OutOfMemoryError|StackOverFlowError)$/;

/** What the server or its driver threw, in the store's own words; never with the parameters of a statement in it. */
export function neo4jErrorOf(server: string, thrown: unknown): Error {
  if (thrown instanceof LexHopError || thrown instanceof RangeError) return thrown;
  if (!(thrown instanceof Neo4jError)) return thrown instanceof Error ? thrown : new Error(String(thrown));
  const { code } = thrown;
  const reason = sentenceOf(thrown);
  const options = { cause: thrown };
  if (noSpace.test(thrown.message)) return new StoreFullError(server, options);
  if (noMemory.test(code)) return new StoreMemoryError(server, reason, options);
  if (isUnavailable(thrown)) return new StoreUnavailableError(server, reason, options);
  return new Error(`The graph store at ${server} failed: ${reason} (${code}).`, options);
}

/** Whether waiting may help: nobody there, no connection free, or a transient error that retries did not outlive. */
function isUnavailable({ code, retryable, message }: Neo4jError): boolean {
  return (
    retryable || code === 'ServiceUnavailable' || code === 'SessionExpired' || /acquisition timed out/i.test(message)
  );
}

/** The first line, ended: what follows may quote a statement. */
function sentenceOf({ message }: Neo4jError): string {
  const [line = ''] = message.split('\n');
  return line.endsWith('.') ? line : `${line}.`;
}
