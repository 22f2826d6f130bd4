import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import { FileUnreadableError } from './file-unreadable-error.js';
import { ProblemError } from './problem-error.js';
import { ServerUnreachableError } from './server-unreachable-error.js';

export interface StreamOptions {
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

/** Speaks to a LexHop server; what it answers with a problem is a ProblemError. */
export class LexHopClient {
  constructor(
    readonly url: string,
    private readonly key?: string,
  ) {}

  get<Answer>(path: string): Promise<Answer> {
    return this.#json('GET', path);
  }

  post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
    return this.#json('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  }

  /** Sends one file as a stream, whatever its size. */
  async upload<Answer>(path: string, file: string): Promise<Answer> {
    const form = new FormData();
    form.append('files', await blobOf(file), basename(file));
    return this.#json('POST', path, { body: form });
  }

  /** The answer's body as it comes; throws a ServerUnreachableError where it breaks, or `signal` calls it off. */
  async stream(path: string, { accept = '*/*', signal }: StreamOptions = {}): Promise<AsyncIterable<Uint8Array>> {
    const response = await this.#fetch('GET', path, { headers: { accept }, ...(signal && { signal }) });
    return this.#chunks(response);
  }

  async *#chunks({ body }: Response): AsyncGenerator<Uint8Array> {
    try {
      if (body) yield* body as ReadableStream<Uint8Array>;
    } catch (cause) {
      throw new ServerUnreachableError(this.url, { cause });
    }
  }

  async #json<Answer>(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.#fetch(method, path, init);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  async #fetch(method: string, path: string, init: RequestInit): Promise<Response> {
    const authorization: Record<string, string> = this.key === undefined ? {} : { authorization: `Bearer ${this.key}` };
    const headers = { ...(init.headers as Record<string, string> | undefined), ...authorization };
    let response: Response;
    try {
      response = await fetch(`${this.url}/api/v1${path}`, { ...init, method, headers });
    } catch (cause) {
      throw new ServerUnreachableError(this.url, { cause });
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

async function blobOf(file: string): Promise<Blob> {
  try {
    // A folder opens as a blob like a file, and fails only when it is read, as if the server had gone.
    if (!(await stat(file)).isFile()) throw new FileUnreadableError(file);
    return await openAsBlob(file);
  } catch (cause) {
    if (cause instanceof FileUnreadableError) throw cause;
    throw new FileUnreadableError(file, { cause });
  }
}

async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as { code?: string; detail?: string };
    return new ProblemError(response.status, problem.code ?? 'unknown', problem.detail ?? text, { ...problem });
  } catch {
    return new ProblemError(
      response.status,
      'unknown',
      `The server answered ${response.status}: ${text.slice(0, 200)}`,
      {},
    );
  }
}
