import { asError } from '@lexhop/foundation';
import { Agent, fetch, type Response } from 'undici';
import { LanguageModelError, ProviderUnavailableError, ReplyTimeoutError } from './errors.js';
import { failureOf } from './provider-failure.js';
import { type AnswerHeaders, detailOf } from './provider-words.js';

/** A request to a provider. */
export interface JsonRequest {
  /** `provider/model` */
  readonly model: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  /** Never repeated in an error. */
  readonly apiKey: string | undefined;
  readonly now: () => Date;
  /** Hears the body of a success as it comes, whole lines at a time. */
  readonly onLines?: ((lines: string) => void) | undefined;
}

/** A success, as it came. */
interface JsonAnswer {
  readonly status: number;
  /** That was asked, without query. */
  readonly address: string;
  readonly headers: AnswerHeaders;
  readonly text: string;
}

/** Node's own fetch gives up after five minutes without a header; a model on a small machine may think longer, as long as the caller's signal lets it. */
const patient = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

const longestBody = 8 * 1024 * 1024;

/** Posts JSON and returns the text of a success. Rejects with the LanguageModelError of anything else, or the signal's reason. */
export async function postJson(request: JsonRequest, signal: AbortSignal): Promise<JsonAnswer> {
  const { model, url, body, apiKey, now } = request;
  const headers = { 'content-type': 'application/json', ...request.headers };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal,
      dispatcher: patient,
    });
    const text = await textOf(response, model, response.ok ? request.onLines : undefined);
    const answer = { status: response.status, address: addressOf(url), headers: response.headers };
    if (response.ok) return { ...answer, text };
    throw failureOf({ ...answer, model, body: text, apiKey, now: now() });
  } catch (thrown) {
    throw failureOfFetch(request, thrown);
  }
}

function addressOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

async function textOf(response: Response, model: string, onLines: JsonRequest['onLines']): Promise<string> {
  const decoder = new TextDecoder();
  let [text, heard, length] = ['', 0, 0];
  for await (const chunk of response.body ?? []) {
    length += (chunk as Uint8Array).byteLength;
    if (length > longestBody) {
      const sentence = `answered with more than ${longestBody} bytes.`;
      throw new ProviderUnavailableError(model, sentence, { mayBeCharged: true });
    }
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const end = text.lastIndexOf('\n') + 1;
    if (end > heard) onLines?.(text.slice(heard, end));
    heard = Math.max(heard, end);
  }
  return text + decoder.decode();
}

const neverArrived = new Set<unknown>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function failureOfFetch({ model, url, apiKey }: JsonRequest, thrown: unknown): LanguageModelError {
  if (thrown instanceof LanguageModelError) return thrown;
  const error = asError(thrown);
  const cause = error.cause;
  // fetch says only "fetch failed"; why is in its cause.
  const reason = cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
  const mayBeCharged = !(cause instanceof Error && 'code' in cause && neverArrived.has(cause.code));
  const sentence = `could not be asked at ${new URL(url).host}: ${detailOf(reason, apiKey)}`;
  return new ProviderUnavailableError(model, sentence, { mayBeCharged });
}

interface TimeLimit {
  readonly model: string;
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls with a signal that is aborted when the time is up or the caller's signal is. Then it rejects with a ReplyTimeoutError or the
 * caller's reason, whatever the call itself makes of it. Leaves no timer and no listener behind.
 */
export async function withinTime<Value>(
  limit: TimeLimit,
  call: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const { signal } = limit;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new ReplyTimeoutError(limit.model, limit.milliseconds)),
    limit.milliseconds,
  );
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
