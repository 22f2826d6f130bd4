import { connection } from './connection.js';
import { ServerUnreachableError } from './server-unreachable-error.js';
import { askForKey, session } from './session.js';

/** What a proxy answers in place of a server that is away. */
const awayStatuses: ReadonlySet<number> = new Set([502, 504]);

/**
 * Fetch with the session's key. Notes whether the server was reached and whether it asked for a key.
 * Throws a ServerUnreachableError when no answer came, an AbortError when the caller gave up.
 */
export async function fetchFromServer(request: Request): Promise<Response> {
  const { key } = session.get();
  if (key !== undefined) request.headers.set('authorization', `Bearer ${key}`);
  const response = await reach(request);
  if (response.status === 401) askForKey(key);
  return response;
}

async function reach(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (awayStatuses.has(response.status)) throw new ServerUnreachableError();
    connection.set('open');
    return response;
  } catch (thrown) {
    if (request.signal.aborted) throw thrown;
    connection.set('lost');
    throw thrown instanceof ServerUnreachableError ? thrown : new ServerUnreachableError(thrown);
  }
}
