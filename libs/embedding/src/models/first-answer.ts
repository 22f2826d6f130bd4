import { asError } from '@lexhop/foundation';
import { ModelDownloadError } from '../errors/model-download-error.js';

/** How the hub is reached. */
export interface HubAccess {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly token?: string | undefined;
  /** How long a request may wait for the first byte of its answer, in milliseconds. */
  readonly answerMs: number;
}

/**
 * Sends a request and waits for its answer's head, redirects followed; the body may take as long as it likes.
 * Rejects with a ModelDownloadError that says who can't be reached, or with the signal's reason.
 */
export async function firstAnswer(
  hub: HubAccess,
  url: string,
  {
    signal,
    headers = {},
  }: { readonly signal?: AbortSignal | undefined; readonly headers?: Readonly<Record<string, string>> },
): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), hub.answerMs);
  const authorized: Record<string, string> = hub.token === undefined ? {} : { authorization: `Bearer ${hub.token}` };
  try {
    return await fetch(url, {
      headers: { ...headers, ...authorized },
      signal: signal ? AbortSignal.any([signal, patience.signal]) : patience.signal,
    });
  } catch (thrown) {
    signal?.throwIfAborted();
    const host = new URL(url).host;
    if (patience.signal.aborted) {
      throw new ModelDownloadError(`${host} did not answer within ${hub.answerMs} ms.`, {
        cause: thrown,
        unreachable: true,
      });
    }
    throw new ModelDownloadError(`${host} can't be reached: ${reasonOf(thrown)}.`, {
      cause: thrown,
      unreachable: true,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** What undici calls "fetch failed" has its reason underneath. */
function reasonOf(thrown: unknown): string {
  const error = asError(thrown);
  return error.cause instanceof Error
    ? error.cause.message || String('code' in error.cause && error.cause.code)
    : error.message;
}
