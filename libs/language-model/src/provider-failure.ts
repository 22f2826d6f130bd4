import { asError, codeOf, whyFailed } from '@lexhop/foundation';
import { detailOf, errorsIn, type FailedAnswer, type Said, saidIn, withoutKey } from '@lexhop/provider-calls';
import {
  DayQuotaSpentError,
  type LanguageModelError,
  ProviderUnavailableError,
  RateLimitedError,
  RequestRefusedError,
  type RefusalReason,
  TextRefusedError,
} from './errors.js';
import { jsonIn } from './json-in-text.js';

/** An answer that is no reply: a status that is no success, or an error where a reply was due. */
interface NoReply extends FailedAnswer {
  /** `provider/model` */
  readonly model: string;
  /** The address that was asked, without query. */
  readonly address?: string;
}

interface Failure extends Said {
  readonly answer: NoReply;
}

type Kind = (failure: Failure) => LanguageModelError | undefined;

/** The kinds of failures, told apart by status, code and quota id. The first kind that knows a failure decides. */
const kinds: readonly Kind[] = [textRefused, balanceSpent, keyRefused, dayQuotaSpent, rateLimited, outage];

/** The error that an answer is. */
export function failureOf(answer: NoReply): LanguageModelError {
  const failure = { ...saidIn(answer), answer };
  for (const kind of kinds) {
    const error = kind(failure);
    if (error) return error;
  }
  return refused(failure, failure.status === 404 ? 'model' : 'request');
}

/** The error of a success without a reply: its body is an error of the provider, a web page, or something else that is no reply. */
export function failureInside(answer: NoReply): LanguageModelError {
  const { model, body, status } = answer;
  const words = detailOf(body, answer.apiKey);
  if (/^\s*</u.test(body)) {
    return new RequestRefusedError(model, status, `a web page came where JSON was due: ${words}`, {
      reason: 'address',
      address: answer.address,
    });
  }
  const failed = jsonIn(body).find((json) => errorsIn(json).length > 0);
  if (failed !== undefined) return failureOf({ ...answer, body: JSON.stringify(failed) });
  const sentence = `answered with something that is no reply: ${words}`;
  return new ProviderUnavailableError(model, sentence, { mayBeCharged: true });
}

const neverArrived = new Set<unknown>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The error of a request to which no whole answer came. It may be charged for, unless it is sure that it never arrived. */
export function unansweredFailure(
  { model, url, apiKey }: { readonly model: string; readonly url: string; readonly apiKey: string | undefined },
  thrown: unknown,
): LanguageModelError {
  const mayBeCharged = !neverArrived.has(codeOf(asError(thrown).cause));
  const sentence = `could not be asked at ${new URL(url).host}: ${detailOf(whyFailed(thrown), apiKey)}`;
  return new ProviderUnavailableError(model, sentence, { mayBeCharged });
}

const ofTextCodes =
  /content_?filter|content_policy|responsibleai|data_?inspection|invalid_prompt|safety|prohibited_content|moderation|flagged/u;
const ofTextWords =
  /content (?:management )?policy|content exists risk|violat\w+ (?:our|the) (?:usage|content) polic|input was flagged|contentfilter|sensitive content|包含敏感|不安全或敏感/iu;

/** A content filter, as OpenAI, Azure, OpenRouter, DeepSeek, DashScope and Zhipu word it; or a request that is too large for the way there. */
function textRefused({ answer: { model }, status, codes, detail }: Failure): LanguageModelError | undefined {
  const isRefusal = status >= 400 && status < 500 && status !== 401 && status !== 429;
  const isOfText = isRefusal && (status === 413 || ofTextCodes.test(codes) || ofTextWords.test(detail));
  return isOfText ? new TextRefusedError(model, detail) : undefined;
}

function keyRefused(failure: Failure): LanguageModelError | undefined {
  const { status, codes } = failure;
  const isKey = status === 401 || status === 403 || /api_key_invalid|invalid_api_key|authentication/u.test(codes);
  return isKey ? refused(failure, 'key') : undefined;
}

function balanceSpent(failure: Failure): LanguageModelError | undefined {
  return failure.isBalanceSpent ? refused(failure, 'balance') : undefined;
}

/** A shorter wait is left to the queue, even where it comes of a limit of the day: such a limit is counted over the last 24 hours. */
const longestWaitMilliseconds = 3_600_000;

/** A quota of the day. Google names it by its id; the wait of some seconds that it names beside it does not help. */
function dayQuotaSpent(failure: Failure): LanguageModelError | undefined {
  const { answer, status, codes, detail, retryAfterMilliseconds: wait, resetsAt } = failure;
  const isGoogles = /perday/u.test(codes);
  const isOfDay = isGoogles || /\bper[- ]day\b|\b[rt]pd\b|\bdaily\b/iu.test(`${codes} ${detail}`);
  if (status !== 429 || !isOfDay) return undefined;
  const ends = isGoogles ? nextMidnightInCalifornia(answer.now) : resetsAt;
  if (ends) return new DayQuotaSpentError(answer.model, detail, ends);
  if (wait === undefined) return new DayQuotaSpentError(answer.model, detail);
  const isSoon = wait <= longestWaitMilliseconds;
  return isSoon ? undefined : new DayQuotaSpentError(answer.model, detail, new Date(answer.now.getTime() + wait));
}

function rateLimited({
  answer,
  status,
  codes,
  detail,
  retryAfterMilliseconds,
}: Failure): LanguageModelError | undefined {
  if (status !== 429 && !/rate_limit|resource_exhausted/u.test(codes)) return undefined;
  return new RateLimitedError(answer.model, detail, retryAfterMilliseconds);
}

const temporary = new Set([408, 409, 425]);

function outage({ answer, status, detail, retryAfterMilliseconds }: Failure): LanguageModelError | undefined {
  const isInsideSuccess = status < 400;
  if (status < 500 && !temporary.has(status) && !isInsideSuccess) return undefined;
  const how = isInsideSuccess ? `answered ${status} with an error` : `failed with ${status}`;
  // Behind a success the model has worked.
  const mayBeCharged = answer.status < 400;
  return new ProviderUnavailableError(answer.model, `${how}: ${detail}`, {
    status,
    retryAfterMilliseconds,
    mayBeCharged,
  });
}

function refused({ answer, status, detail }: Failure, reason: RefusalReason): LanguageModelError {
  const said = withoutKey(answer.body, answer.apiKey).slice(0, longestSaid);
  return new RequestRefusedError(answer.model, status, detail, { reason, said, address: answer.address });
}

const longestSaid = 2000;
const inCalifornia = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  ...({ hour: 'numeric', minute: 'numeric', second: 'numeric' } as const),
});

/** When Google's quotas of the day are there again: midnight, Pacific time (an hour off on the two days of a year when clocks change). */
function nextMidnightInCalifornia(now: Date): Date {
  const parts = inCalifornia.formatToParts(now);
  const numberOf = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const passed = (numberOf('hour') * 60 + numberOf('minute')) * 60 + numberOf('second');
  const wholeSeconds = Math.floor(now.getTime() / 1000) * 1000;
  return new Date(wholeSeconds + (86_400 - passed) * 1000);
}
