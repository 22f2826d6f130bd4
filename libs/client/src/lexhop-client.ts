import { createParser } from 'eventsource-parser';
import createClient, { type Client } from 'openapi-fetch';
import { problemFrom, ServerUnreachableError } from './problems.js';
import type { components, paths } from './rest.js';

/** The named schemas of the API: `Schema<'Build'>` is a build as REST answers it. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** What each path of the API takes and answers. */
export type RestPaths = paths;

interface LexHopOptions {
  /** Where the server answers, without a path: `http://127.0.0.1:3210`. */
  readonly url: string;
  /** An API key, where the server asks for one. */
  readonly key?: string;
  /** Instead of the global fetch. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A connection to one server. */
export interface LexHopClient {
  readonly url: string;
  /** Every operation, typed by the OpenAPI document: `client.rest.GET('/api/v1/graphs')`. */
  readonly rest: Client<paths>;
}

/** Whether a proxy answered in place of a server that is away. */
export function isAway({ status }: Pick<Response, 'status'>): boolean {
  return status === 502 || status === 504;
}

/**
 * Makes a client of the server at an address. Its calls reject with a ServerUnreachableError where no answer comes, and with an AbortError
 * where the caller cancelled. {@link answerOf} turns a refusal of the server into a ProblemError.
 */
export function createLexHopClient({
  url,
  key,
  fetch = (request) => globalThis.fetch(request),
}: LexHopOptions): LexHopClient {
  const reach = async (request: Request): Promise<Response> => {
    if (key !== undefined) request.headers.set('authorization', `Bearer ${key}`);
    const response = await fetch(request).catch((cause: unknown) => {
      if (request.signal.aborted) throw cause;
      throw new ServerUnreachableError(url, { cause });
    });
    if (isAway(response)) throw new ServerUnreachableError(url);
    return response;
  };
  return { url, rest: createClient<paths>({ baseUrl: url, fetch: reach }) };
}

/** The result of a call. */
interface Call<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer of a call, or a ProblemError: `await answerOf(client.rest.GET('/api/v1/graphs'))`. */
export async function answerOf<Data>(call: Promise<Call<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFrom(response.status, error);
  return data as Data;
}

/**
 * The body of a call made with `parseAs: 'stream'`, in chunks as they come. Rejects with a ProblemError; where the body breaks off, the
 * iteration throws a ServerUnreachableError.
 */
export async function chunksOf(
  { url }: LexHopClient,
  call: Promise<Call<ReadableStream<Uint8Array> | null | undefined>>,
): Promise<AsyncIterable<Uint8Array>> {
  return readToEnd(url, await answerOf(call));
}

async function* readToEnd(
  url: string,
  body: ReadableStream<Uint8Array> | null | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new ServerUnreachableError(url, { cause });
      });
      if (done) return;
      yield value;
    }
  } finally {
    // A reader that leaves early lets the server stop sending.
    await reader.cancel().catch(() => undefined);
  }
}

/** A server-sent event: its type, and its data, parsed as JSON. */
interface ServerEvent {
  readonly event: string | undefined;
  readonly data: unknown;
}

/**
 * The events of a call made with `parseAs: 'stream'`, as they come; one of type `problem` is thrown as a ProblemError. The call is made by
 * fetch and not by EventSource, so that the key is sent in a header and not in the address.
 */
export async function* eventsOf(
  client: LexHopClient,
  call: Promise<Call<ReadableStream<Uint8Array> | null | undefined>>,
): AsyncGenerator<ServerEvent> {
  const events: ServerEvent[] = [];
  const onEvent = ({ event, data }: { readonly event?: string | undefined; readonly data: string }) =>
    void events.push({ event, data: data === '' ? undefined : JSON.parse(data) });
  const parser = createParser({ onEvent });
  const decoder = new TextDecoder();
  for await (const chunk of await chunksOf(client, call)) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const event of events.splice(0)) {
      if (event.event === 'problem') throw problemFrom((event.data as { readonly status: number }).status, event.data);
      yield event;
    }
  }
}

/** The routes that take files: statutes, a question bank, an exported graph. */
export type UploadPath =
  | '/api/v1/graphs/{graph}/statutes'
  | '/api/v1/graphs/{graph}/questions'
  | '/api/v1/graphs/{graph}/import';

/** The answer to an upload. */
export type UploadAnswer<Path extends UploadPath> =
  paths[Path]['post']['responses'][200]['content']['application/json'];

/** The form with one file that a route takes: its field is `files` where the route takes many, as that for statutes does, else `file`. */
export function formWith(file: Blob, name: string, path: string): FormData {
  const form = new FormData();
  form.append(path.endsWith('/statutes') ? 'files' : 'file', file, name);
  return form;
}

/** Sends one file as a form, and streams it whatever its size. Rejects with a ProblemError or a ServerUnreachableError. */
export async function sendFile<Path extends UploadPath>(
  { rest }: LexHopClient,
  path: Path,
  { graph, file, name }: { readonly graph: string; readonly file: Blob; readonly name: string },
): Promise<UploadAnswer<Path>> {
  const sent = { params: { path: { graph } }, body: {}, bodySerializer: () => formWith(file, name, path) };
  // The three operations have one shape, but the types of openapi-fetch can't follow their union.
  const post = rest.POST as unknown as (to: Path, request: typeof sent) => Promise<Call<UploadAnswer<Path>>>;
  return answerOf(post(path, sent));
}
