import { createLexHopClient, type LexHopClient } from '@lexhop/client';
import { fetchFromServer } from './fetch-from-server.js';

/** The server that this page came from. */
export const client = createLexHopClient({ url: globalThis.location.origin, fetch: fetchFromServer });

/** REST, typed by the project's OpenAPI document. */
export const rest: LexHopClient['rest'] = client.rest;
