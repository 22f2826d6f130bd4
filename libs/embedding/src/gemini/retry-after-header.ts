import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** What Node's HTTP client tells on this channel, as far as it is read. */
interface HeadersMessage {
  readonly request: { readonly headers: unknown };
  readonly response: { readonly headers: readonly unknown[] };
}

/** Our name for a call, sent along so that its answer is known again. */
export const callHeader = 'x-request-id';

/**
 * Google's client keeps the headers of an answer to itself, `Retry-After` among them. This listens to Node's own HTTP client
 * while one call runs, and gives what the answer to the call of this id said.
 */
export async function withRetryAfter<Result>(
  id: string,
  call: (retryAfter: () => string | undefined) => Promise<Result>,
): Promise<Result> {
  let header: string | undefined;
  const listen = (message: unknown) => {
    const { request, response } = message as HeadersMessage;
    if (mentions(request.headers, id)) header = valueOf(response.headers, 'retry-after');
  };
  subscribe('undici:request:headers', listen);
  try {
    return await call(() => header);
  } finally {
    unsubscribe('undici:request:headers', listen);
  }
}

function mentions(headers: unknown, id: string): boolean {
  return Array.isArray(headers) ? headers.includes(id) : String(headers).includes(id);
}

function valueOf(headers: readonly unknown[], name: string): string | undefined {
  const place = headers.findIndex((part, index) => index % 2 === 0 && String(part).toLowerCase() === name);
  return place < 0 ? undefined : String(headers[place + 1]);
}
