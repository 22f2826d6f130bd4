import {
  answerOf,
  createLexHopClient,
  formWith,
  isAway,
  type LexHopClient,
  problemFrom,
  ServerUnreachableError,
} from '@lexhop/client';
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

interface FileToSend {
  readonly path: string;
  readonly file: File;
  /** The name that the server is told; of a file in a folder, with the folder. */
  readonly name: string;
  readonly onSent: (bytes: number) => void;
}

/**
 * Posts one file as multipart/form-data and resolves with the JSON answer. By XMLHttpRequest, because fetch does not
 * tell how much was sent. Rejects with a ProblemError or a ServerUnreachableError.
 */
export function sendFile<Answer>({ path, file, name, onSent }: FileToSend): Promise<Answer> {
  const { key } = session.get();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'json';
    if (key !== undefined) request.setRequestHeader('authorization', `Bearer ${key}`);
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, file.size));
    const beAway = () => {
      connection.set('lost');
      reject(new ServerUnreachableError(globalThis.location.origin));
    };
    request.onerror = beAway;
    request.onload = () => {
      if (isAway(request)) return beAway();
      connection.set('open');
      if (request.status === 401) askForKey(key);
      if (request.status >= 200 && request.status < 300) return resolve(request.response as Answer);
      return reject(problemFrom(request.status, request.response));
    };
    request.send(formWith(file, name, path));
  });
}

const boardSession = '/api/v1/board-session';
const board = '/admin/queues';

/** Opens the board of the queues, in another tab where that is wanted; before, it is told that this browser may see it. */
export async function openBoard({ inNewTab }: { readonly inNewTab: boolean }): Promise<void> {
  await answerOf(rest.POST(boardSession));
  if (inNewTab) globalThis.open(board, '_blank', 'noopener');
  else globalThis.location.assign(board);
}

/** Closes the board again to who signs out. Waits for nothing: signing out succeeds without a server, too. */
export function closeBoard(): void {
  const { key } = session.get();
  if (key === undefined) return;
  const headers = { authorization: `Bearer ${key}` };
  fetch(boardSession, { method: 'DELETE', headers, keepalive: true }).catch(() => {});
}
