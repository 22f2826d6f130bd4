import { GoogleGenerativeAIError, GoogleGenerativeAIFetchError } from '@google/generative-ai';
import { asError } from '@lexhop/foundation';
import { failureOfStatus } from '../errors/failure-of-status.js';
import type { LanguageModelError } from '../errors/language-model-error.js';
import { ProviderUnavailableError } from '../errors/provider-unavailable-error.js';
import { providerDetail } from '../provider-detail.js';

/** What Google's client threw, as a LanguageModelError without the key. */
export function geminiFailure(model: string, thrown: unknown, apiKey: string): LanguageModelError {
  const error = asError(thrown);
  const detail = providerDetail(error.message, apiKey);
  if (error instanceof GoogleGenerativeAIFetchError && error.status !== undefined) {
    const retryAfterMilliseconds = retryDelayIn(error.errorDetails ?? []);
    return failureOfStatus(model, { status: error.status, detail, retryAfterMilliseconds });
  }
  // Google charges for no request that failed; a reply cut on its way is another thing, and its client wraps only the former.
  const mayBeCharged = !(error instanceof GoogleGenerativeAIError);
  return new ProviderUnavailableError(model, `could not be asked: ${detail}`, { mayBeCharged });
}

/** Google says in the body when to come again (`google.rpc.RetryInfo`, `"retryDelay": "22s"`); its client hides the headers. */
function retryDelayIn(details: readonly { readonly [key: string]: unknown }[]): number | undefined {
  for (const detail of details) {
    const delay = detail['retryDelay'];
    const seconds = typeof delay === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(delay)?.[1] : undefined;
    if (seconds !== undefined) return Number(seconds) * 1000;
  }
  return undefined;
}
