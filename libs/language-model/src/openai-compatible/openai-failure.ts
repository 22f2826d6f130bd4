import { asError } from '@lexhop/foundation';
import { z } from 'zod';
import { failureOfStatus } from '../errors/failure-of-status.js';
import { LanguageModelError } from '../errors/language-model-error.js';
import { ProviderUnavailableError } from '../errors/provider-unavailable-error.js';
import { providerDetail } from '../provider-detail.js';
import { retryAfterMilliseconds } from '../retry-after.js';

const errorSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.object({ error: z.object({ message: z.string(), code: z.unknown() }).partial() }));

interface Circumstances {
  readonly apiKey: string | undefined;
  readonly now: Date;
}

/** The error of a response that is not a success. */
export function failureOfResponse(
  model: string,
  response: Response,
  text: string,
  { apiKey, now }: Circumstances,
): LanguageModelError {
  const said = errorSchema.safeParse(text).data?.error;
  return failureOfStatus(model, {
    status: response.status,
    detail: providerDetail(said?.message ?? text, apiKey),
    retryAfterMilliseconds: retryAfterMilliseconds(response.headers.get('retry-after'), now),
    quotaSpent: said?.code === 'insufficient_quota',
  });
}

const neverArrived = new Set<unknown>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What fetch threw, as a LanguageModelError without the key. */
export function failureOfFetch(model: string, thrown: unknown, apiKey: string | undefined): LanguageModelError {
  if (thrown instanceof LanguageModelError) return thrown;
  const error = asError(thrown);
  const cause = error.cause;
  // fetch says only "fetch failed"; why is in its cause.
  const reason = cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
  const mayBeCharged = !(cause instanceof Error && 'code' in cause && neverArrived.has(cause.code));
  return new ProviderUnavailableError(model, `could not be asked: ${providerDetail(reason, apiKey)}`, { mayBeCharged });
}
