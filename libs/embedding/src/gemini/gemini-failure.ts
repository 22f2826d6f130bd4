import { GoogleGenerativeAIFetchError } from '@google/generative-ai';
import { asError } from '@lexhop/foundation';
import { saidIn } from '@lexhop/provider-calls';
import { z } from 'zod';
import { passing, type RemoteFailure } from '../remote-calls.js';
import type { Heard } from './listen-to-call.js';

/** Why a call of Gemini failed. */
export interface GeminiFailure extends RemoteFailure {
  /** How many texts a minute are allowed, where the refusal names it. */
  readonly textsPerMinute?: number;
}

/** A violated quota, in Google's words. */
const violationSchema = z.object({ quotaId: z.string(), quotaValue: z.coerce.number().int().positive().optional() });
const quotaSchema = z.object({ violations: z.array(violationSchema) });

const isPage = /^Unexpected token '?</u;

/**
 * Why a call of this address failed, by what Google's client threw and what was heard beside it. Throws where no answer came, with the reason that was heard
 * as cause.
 */
export function geminiFailure(thrown: unknown, heard: Heard, address: string): GeminiFailure {
  const error = asError(thrown);
  const asked = `${address} was asked; LEXHOP_GEMINI_BASE_URL is the address of the API without its version`;
  if (error instanceof GoogleGenerativeAIFetchError && error.status !== undefined) {
    const failure = refusal(error, error.status, heard);
    const isAddress = error.status === 404 || error.status === 405;
    return isAddress ? { ...failure, reason: `${failure.reason} (${asked}).` } : failure;
  }
  if (isPage.test(error.message)) {
    return { reason: `it answered with a page where JSON was due (${asked}).`, retryable: false };
  }
  if (!/fetch failed/u.test(error.message)) return passing(wordsOf(error));
  throw heard.error ? new Error('fetch failed', { cause: heard.error }) : error;
}

function refusal(error: GoogleGenerativeAIFetchError, status: number, { retryAfter }: Heard): GeminiFailure {
  const { errorDetails: details = [] } = error;
  const body = JSON.stringify({ error: { message: wordsOf(error), details } });
  const headers = { get: (name: string) => (name === 'retry-after' ? (retryAfter ?? null) : null) };
  const said = saidIn({ status, body, headers, apiKey: undefined, now: new Date() });
  if (status === 429 && said.codes.includes('perday')) {
    const reason = `its quota of the day is used up, and begins anew at midnight, Pacific time: ${said.detail}`;
    return { reason, retryable: false };
  }
  const quotas = details.flatMap((detail) => quotaSchema.safeParse(detail).data?.violations ?? []);
  const perMinute = quotas.filter(({ quotaId }) => quotaId.includes('RequestsPerMinute'));
  const values = perMinute.flatMap(({ quotaValue }) => quotaValue ?? []);
  return {
    reason: said.detail,
    retryable: status === 429 || status === 408 || status >= 500,
    waitMs: said.retryAfterMilliseconds,
    ...(status === 429 && values.length > 0 && { textsPerMinute: Math.min(...values) }),
  };
}

/** The client's message without its name and the address: `[429 Too Many Requests] Quota exceeded`. */
function wordsOf({ message }: Error): string {
  return message.replace(/^\[GoogleGenerativeAI Error\]: (?:Error fetching from \S+: )?/u, '');
}
