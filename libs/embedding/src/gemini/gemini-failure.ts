import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { GoogleGenerativeAIFetchError } from '@google/generative-ai';
import { asError } from '@lexhop/foundation';
import { retryAfterMilliseconds } from '@lexhop/rate-limit';
import { z } from 'zod';
import type { RemoteFailure } from '../remote-calls.js';

/** Why a call of Gemini failed. */
export interface GeminiFailure extends RemoteFailure {
  /** Texts a minute that a quota allows, where the refusal names one: every text of a batch counts as a request. */
  readonly textsPerMinute?: number;
}

/** A violated quota, in Google's words. */
const violationSchema = z.object({ quotaId: z.string(), quotaValue: z.coerce.number().int().positive().optional() });
const quotaSchema = z.object({ violations: z.array(violationSchema) });

/**
 * Reads what Google's client threw, and what was heard beside it: status, the provider's words, when to come again (a header, or
 * `RetryInfo` in the body); where no answer came, from which host and why.
 */
export function geminiFailure(thrown: unknown, apiKey: string, heard: Heard): GeminiFailure {
  const error = asError(thrown);
  if (!(error instanceof GoogleGenerativeAIFetchError) || error.status === undefined) {
    const unreachable = /fetch failed/u.test(error.message);
    const reason = unreachable ? unansweredReason(error, heard) : detailOf(error);
    return { reason: withoutKey(reason, apiKey), retryable: true, unreachable, waitMs: undefined };
  }
  return refusal(error, error.status, withoutKey(detailOf(error), apiKey), heard);
}

function refusal(
  { errorDetails = [] }: GoogleGenerativeAIFetchError,
  status: number,
  reason: string,
  heard: Heard,
): GeminiFailure {
  const quotas = status === 429 ? quotasIn(errorDetails) : [];
  if (quotas.some(({ quotaId }) => quotaId.includes('PerDay'))) {
    const sentence = `its quota of the day is used up, and begins anew at midnight, Pacific time: ${reason}`;
    return { reason: sentence, retryable: false, unreachable: false, waitMs: undefined };
  }
  const ofMinute = quotas.filter(({ quotaId }) => /RequestsPerMinute/u.test(quotaId));
  const [textsPerMinute] = ofMinute.flatMap(({ quotaValue }) => quotaValue ?? []).sort((one, other) => one - other);
  return {
    reason,
    ...(textsPerMinute === undefined ? {} : { textsPerMinute }),
    retryable: status === 429 || status === 408 || status >= 500,
    unreachable: false,
    waitMs: retryAfterMilliseconds(heard.retryAfter) ?? retryDelayIn(errorDetails),
  };
}

const beginning = /Error fetching from (?<address>\S+): /u;

/** The client's message without its name and the address: `[429 Too Many Requests] Quota exceeded`. */
function detailOf(error: Error): string {
  return error.message
    .replace(/^\[GoogleGenerativeAI Error\]: /u, '')
    .replace(beginning, '')
    .slice(0, 500);
}

/** What the client calls "fetch failed" was heard on the wire. */
function unansweredReason(error: Error, heard: Heard): string {
  const address = beginning.exec(error.message)?.groups?.['address'] ?? '';
  const host = URL.canParse(address) ? new URL(address).host : 'Gemini';
  return `no answer came from ${host}: ${heard.error ? causeOf(heard.error) : detailOf(error)}.`;
}

/** Where each of several addresses failed, the error has a code and no message. */
function causeOf(error: Error): string {
  return error.message || ('code' in error ? String(error.code) : error.name);
}

function withoutKey(sentence: string, apiKey: string): string {
  return sentence.replaceAll(apiKey, '***');
}

function quotasIn(details: readonly unknown[]): readonly z.infer<typeof violationSchema>[] {
  return details.flatMap((detail) => quotaSchema.safeParse(detail).data?.violations ?? []);
}

function retryDelayIn(details: readonly { readonly [key: string]: unknown }[]): number | undefined {
  const delays = details.map(
    (detail) => /^(?<seconds>\d+(?:\.\d+)?)s$/u.exec(String(detail['retryDelay']))?.groups?.['seconds'],
  );
  const seconds = delays.find((delay) => delay !== undefined);
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** What Node's HTTP client tells on its channels, as far as it is read. */
interface Message {
  readonly request: { readonly headers: unknown };
  readonly response?: { readonly headers: readonly unknown[] };
  readonly error?: Error;
}

/** What was heard of a call. */
interface Heard {
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
