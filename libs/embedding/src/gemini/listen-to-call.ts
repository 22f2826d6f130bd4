import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** What Node's HTTP client tells on its channels, as far as it is read. */
interface Message {
  readonly request: { readonly headers: unknown };
  readonly response?: { readonly headers: readonly unknown[] };
  readonly error?: Error;
}

/** What was heard of a call. */
export interface Heard {
  /** What the answer's `Retry-After` says. */
  readonly retryAfter?: string | undefined;
  /** Why no answer came, or not all of it. */
  readonly error?: Error | undefined;
}

const channels = ['undici:request:headers', 'undici:request:error'];

/**
 * Google's client does not show the headers of an answer, `Retry-After` among them, nor why no answer came. So this listens to Node's own
 * HTTP client while one call runs.
 * @param call makes its request with these headers, by which the request is known again; `heard` gives what was heard so far
 */
export async function listenToCall<Result>(
  call: (headers: Record<string, string>, heard: () => Heard) => Promise<Result>,
): Promise<Result> {
  const id = randomUUID();
  let heard: Heard = {};
  const listen = (given: unknown) => {
    const { request, response, error } = given as Message;
    const { headers } = request;
    if (!(Array.isArray(headers) ? headers.includes(id) : String(headers).includes(id))) return;
    heard = response ? { retryAfter: valueOf(response.headers, 'retry-after') } : { ...heard, error };
  };
  for (const channel of channels) subscribe(channel, listen);
  try {
    return await call({ 'x-request-id': id }, () => heard);
  } finally {
    for (const channel of channels) unsubscribe(channel, listen);
  }
}

function valueOf(headers: readonly unknown[], name: string): string | undefined {
  const place = headers.findIndex((part, index) => index % 2 === 0 && String(part).toLowerCase() === name);
  return place < 0 ? undefined : String(headers[place + 1]);
}
