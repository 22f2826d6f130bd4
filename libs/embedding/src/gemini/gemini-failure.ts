import { GoogleGenerativeAIFetchError } from '@google/generative-ai';
import { asError } from '@lexhop/foundation';
import { retryAfterMs } from '../models/retry-after.js';

/** Why a call of Gemini failed. */
export interface GeminiFailure {
  /** A sentence without the key. */
  readonly reason: string;
  readonly retryable: boolean;
  /** No answer came at all. */
  readonly unreachable: boolean;
  /** When the provider wants to be asked again. */
  readonly waitMs: number | undefined;
}

/** Reads what Google's client threw: status, the provider's words, when to come again (a header, or `RetryInfo` in the body). */
export function geminiFailure(thrown: unknown, apiKey: string, retryAfter: string | undefined): GeminiFailure {
  const error = asError(thrown);
  const reason = detailOf(error).replaceAll(apiKey, '***');
  if (!(error instanceof GoogleGenerativeAIFetchError) || error.status === undefined) {
    const unreachable = /fetch failed/u.test(error.message);
    return { reason, retryable: true, unreachable, waitMs: undefined };
  }
  const { status, errorDetails = [] } = error;
  return {
    reason,
    retryable: status === 429 || status === 408 || status >= 500,
    unreachable: false,
    waitMs: retryAfterMs(retryAfter) ?? retryDelayIn(errorDetails),
  };
}

/** The client's message without its name and the address: `[429 Too Many Requests] Quota exceeded`. */
function detailOf(error: Error): string {
  return error.message
    .replace(/^\[GoogleGenerativeAI Error\]: /u, '')
    .replace(/Error fetching from \S+: /u, '')
    .slice(0, 500);
}

function retryDelayIn(details: readonly { readonly [key: string]: unknown }[]): number | undefined {
  const delays = details.map(
    (detail) => /^(?<seconds>\d+(?:\.\d+)?)s$/u.exec(String(detail['retryDelay']))?.groups?.['seconds'],
  );
  const seconds = delays.find((delay) => delay !== undefined);
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
