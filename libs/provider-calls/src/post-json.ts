import { Agent, fetch, type Response } from 'undici';

/** A request to a provider. */
interface JsonRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
  readonly signal?: AbortSignal | undefined;
  /** Hears the body of a success while it comes, whole lines at a time. */
  readonly onLines?: ((lines: string) => void) | undefined;
}

/** An answer as it came, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly body: string;
}

/** Without a time of its own: Node's own fetch gives up after five minutes, and a model on a small machine may think longer. */
const patient = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

/** In bytes: the longest answer that is expected, 256 vectors of 4,096 dimensions in decimals, has some 20 million. */
const longestBody = 32 * 1024 * 1024;

/** Posts JSON and gives the answer. Rejects as `fetch` does, and with a RangeError for a body of more than 32 MiB. */
export async function postJson({ url, headers, body, signal, onLines }: JsonRequest): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: signal ?? null,
    dispatcher: patient,
  });
  const text = await textOf(response, response.ok ? onLines : undefined);
  return { status: response.status, headers: response.headers, body: text };
}

async function textOf(response: Response, onLines: JsonRequest['onLines']): Promise<string> {
  const decoder = new TextDecoder();
  let [text, heard, length] = ['', 0, 0];
  for await (const chunk of response.body ?? []) {
    length += (chunk as Uint8Array).byteLength;
    if (length > longestBody) throw new RangeError(`it answered with more than ${longestBody} bytes`);
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (!onLines) continue;
    const end = text.lastIndexOf('\n') + 1;
    if (end > heard) onLines(text.slice(heard, end));
    heard = Math.max(heard, end);
  }
  return text + decoder.decode();
}

interface TimeLimit {
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
  /** The error of a call that takes longer. */
  readonly late: () => Error;
}

/**
 * Calls with a signal that is aborted when the time is up or the caller's signal is. Then it rejects with the error of a late call, or with
 * the caller's reason, whatever the call itself rejects with. Leaves no timer and no listener behind.
 */
export async function withinTime<Value>(
  { milliseconds, signal, late }: TimeLimit,
  call: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(late()), milliseconds);
  const passOn = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', passOn, { once: true });
  try {
    return await call(controller.signal);
  } catch (thrown) {
    throw controller.signal.aborted ? controller.signal.reason : thrown;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', passOn);
  }
}
