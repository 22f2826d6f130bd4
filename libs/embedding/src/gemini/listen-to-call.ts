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

/** Our name for a call, sent along so that its answer is known again. */
export const callHeader = 'x-request-id';

/**
 * Google's client keeps the headers of an answer to itself, `Retry-After` among them, and why there is none. This listens to
 * Node's own HTTP client while one call runs, and gives what it says of the call of this id.
 */
export async function listenToCall<Result>(id: string, call: (heard: () => Heard) => Promise<Result>): Promise<Result> {
  let heard: Heard = {};
  const listen = (given: unknown) => {
    const { request, response, error } = given as Message;
    if (!mentions(request.headers, id)) return;
    heard = response ? { retryAfter: valueOf(response.headers, 'retry-after') } : { ...heard, error };
  };
  const channels = ['undici:request:headers', 'undici:request:error'];
  for (const channel of channels) subscribe(channel, listen);
  try {
    return await call(() => heard);
  } finally {
    for (const channel of channels) unsubscribe(channel, listen);
  }
}

function mentions(headers: unknown, id: string): boolean {
  return Array.isArray(headers) ? headers.includes(id) : String(headers).includes(id);
}

function valueOf(headers: readonly unknown[], name: string): string | undefined {
  const place = headers.findIndex((part, index) => index % 2 === 0 && String(part).toLowerCase() === name);
  return place < 0 ? undefined : String(headers[place + 1]);
}
