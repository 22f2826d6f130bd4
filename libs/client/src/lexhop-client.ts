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

/** What a proxy answers in place of a server that is away. */
const awayStatuses: ReadonlySet<number> = new Set([502, 504]);

/** Whether a proxy answered in place of a server that is away. */
export function isAway({ status }: Response): boolean {
  return awayStatuses.has(status);
}

/**
 * A client of the server at an address. Calls reject with a ServerUnreachableError when no answer comes, with an AbortError
 * when the caller gave up; {@link answerOf} turns what the server refuses into a ProblemError.
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

/** A call that is on its way. */
export interface Call<Data> {
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
 * The body of a call made with `parseAs: 'stream'`, as it comes, once the server has something for it. Rejects with a
 * ProblemError; the stream throws a ServerUnreachableError where it breaks off.
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

/** What takes files: statutes, a question bank, an exported graph. */
export type UploadPath =
  | '/api/v1/graphs/{graph}/statutes'
  | '/api/v1/graphs/{graph}/questions'
  | '/api/v1/graphs/{graph}/import';

/** What an upload is answered with. */
export type UploadAnswer<Path extends UploadPath> =
  paths[Path]['post']['responses'][200]['content']['application/json'];

/** Posts one file as a form, as a stream whatever its size. Rejects with a ProblemError or a ServerUnreachableError. */
export async function sendFile<Path extends UploadPath>(
  { rest }: LexHopClient,
  path: Path,
  { graph, file, name }: { readonly graph: string; readonly file: Blob; readonly name: string },
): Promise<UploadAnswer<Path>> {
  const form = new FormData();
  form.append('files', file, name);
  const sent = { params: { path: { graph } }, body: {}, bodySerializer: () => form };
  // The three operations have one shape; their union is more than the types of openapi-fetch can follow.
  const post = rest.POST as unknown as (to: Path, request: typeof sent) => Promise<Call<UploadAnswer<Path>>>;
  return answerOf(post(path, sent));
}
