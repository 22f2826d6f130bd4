import { createLexHopClient, isAway, type LexHopClient } from '@lexhop/client';
import { askForKey, connection, session } from './session.js';

/**
 * Fetch with the session's key. Notes whether the server was reached and whether it asked for a key.
 * Rejects when no answer came.
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
    connection.set(isAway(response) ? 'lost' : 'open');
    return response;
  } catch (thrown) {
    if (!request.signal.aborted) connection.set('lost');
    throw thrown;
  }
}

/** The server that this page came from. */
export const client = createLexHopClient({ url: globalThis.location.origin, fetch: fetchFromServer });

/** REST, typed by the project's OpenAPI document. */
export const rest: LexHopClient['rest'] = client.rest;
