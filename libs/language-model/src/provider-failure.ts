import {
  DayQuotaSpentError,
  type LanguageModelError,
  ProviderUnavailableError,
  RateLimitedError,
  RequestRefusedError,
  type RefusalReason,
  TextRefusedError,
} from './errors.js';
import { parseJson } from './read-reply.js';

/** Headers by name, in whatever case. */
export type AnswerHeaders = Pick<Headers, 'get'>;

/** An answer that is no reply: a status that is no success, or an error where a reply was due. */
export interface FailedAnswer {
  /** `provider/model` */
  readonly model: string;
  readonly status: number;
  /** That was asked, without query. */
  readonly address?: string;
  readonly body: string;
  readonly headers: AnswerHeaders;
  /** Blotted out wherever it is repeated. */
  readonly apiKey: string | undefined;
  readonly now: Date;
}

/** What a failed answer says, whatever its form. */
export interface Said {
  /** The HTTP status, or that which an error inside a success names. */
  readonly status: number;
  /** The provider's words, in one line of at most 300 characters. */
  readonly detail: string;
  /** Its codes, types, reasons and quota ids, in lower case, one after another. */
  readonly codes: string;
  readonly retryAfterMilliseconds?: number | undefined;
  /** When a limit is lifted, where it was said as a point in time. */
  readonly resetsAt?: Date | undefined;
}

interface Failure extends Said {
  readonly answer: FailedAnswer;
}

type Kind = (failure: Failure) => LanguageModelError | undefined;

/** What a failure is, told by status, code and quota id; the first kind that knows it decides. */
const kinds: readonly Kind[] = [textRefused, keyRefused, balanceSpent, dayQuotaSpent, rateLimited, outage];

/** The error of an answer that is no reply. */
export function failureOf(answer: FailedAnswer): LanguageModelError {
  const failure = { ...saidIn(answer), answer };
  for (const kind of kinds) {
    const error = kind(failure);
    if (error) return error;
  }
  return refused(failure, failure.status === 404 ? 'model' : 'request');
}

/** The error of a body where a reply was due, if it holds or is one: an error of the provider, a web page, something else than JSON. */
export function failureInside(answer: FailedAnswer): LanguageModelError {
  const { model, body, status } = answer;
  const words = detailOf(body, answer.apiKey);
  if (/^\s*</u.test(body)) {
    return new RequestRefusedError(model, status, `a web page came where JSON was due: ${words}`, {
      reason: 'address',
      address: answer.address,
    });
  }
  const json = parseJson(body);
  if (json !== undefined && errorsIn(json).length > 0) return failureOf(answer);
  const sentence = `answered with something that is no reply: ${words}`;
  return new ProviderUnavailableError(model, sentence, { mayBeCharged: true });
}

const ofTextCodes =
  /content_?filter|content_policy|responsibleai|data_?inspection|invalid_prompt|safety|prohibited_content|moderation|flagged/u;
const ofTextWords =
  /content (?:management )?policy|content exists risk|violat\w+ (?:our|the) (?:usage|content) polic|input was flagged|contentfilter|sensitive content|包含敏感|不安全或敏感/iu;

/** A content filter, as OpenAI, Azure, OpenRouter, DeepSeek, DashScope and Zhipu word it. */
function textRefused({ answer: { model }, status, codes, detail }: Failure): LanguageModelError | undefined {
  const isRefusal = status >= 400 && status < 500 && status !== 401 && status !== 429;
  const isOfText = isRefusal && (ofTextCodes.test(codes) || ofTextWords.test(detail));
  return isOfText ? new TextRefusedError(model, detail) : undefined;
}

function keyRefused(failure: Failure): LanguageModelError | undefined {
  const { status, codes } = failure;
  const isKey = status === 401 || status === 403 || /api_key_invalid|invalid_api_key|authentication/u.test(codes);
  return isKey ? refused(failure, 'key') : undefined;
}

function balanceSpent(failure: Failure): LanguageModelError | undefined {
  const { status, codes } = failure;
  const isSpent =
    status === 402 || /insufficient_quota|billing|insufficient_balance|exceeded_current_quota/u.test(codes);
  return isSpent ? refused(failure, 'balance') : undefined;
}

/** A shorter wait is the queue's business, even where a limit of the day makes it: it rolls. */
const longestWaitMilliseconds = 3_600_000;

/** Google names the quota by id, and beside a spent quota of the day a wait of seconds that does not help. */
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
const longestDetail = 300;

/** What a provider said, fit for an error: one line, cut, the key blotted out; of a web page its title. */
export function detailOf(said: string, apiKey: string | undefined): string {
  const title = /^\s*</u.test(said) ? /<title[^>]*>([\s\S]*?)<\/title>/iu.exec(said)?.[1] : undefined;
  const line = withoutKey(title ?? said, apiKey)
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line || 'it gave no reason';
}

function withoutKey(said: string, apiKey: string | undefined): string {
  return apiKey ? said.replaceAll(apiKey, '***') : said;
}

/** Errors inside successes that name no status. */
const statusOfCode: readonly (readonly [codes: RegExp, status: number])[] = [
  [/invalid_api_key|authentication|unauthenticated/u, 401],
  [/insufficient_quota|insufficient_balance/u, 402],
  [/rate_limit|too_many_requests|resource_exhausted/u, 429],
  [/content_?filter|invalid_request|bad_?request|invalid_argument/u, 400],
];

function saidIn({ status: answered, body, headers, apiKey, now }: FailedAnswer): Said {
  const json = parseJson(body);
  const errors = errorsIn(json);
  const words = errors.map(wordsOf).find((text) => text !== '') ?? body;
  const facts = [...factsIn(json)];
  const codes = facts
    .flatMap(([name, value]) => (codeNames.has(name) ? [String(value)] : []))
    .join(' ')
    .toLowerCase();
  const named = errors.map(({ code }) => Number(code)).find((code) => code >= 400 && code < 600);
  const told = statusOfCode.find(([known]) => known.test(codes))?.[1];
  return {
    status: answered >= 400 ? answered : (named ?? told ?? answered),
    detail: detailOf(words, apiKey),
    codes,
    retryAfterMilliseconds: retryAfterIn(headers, facts, now) ?? waitIn(words),
    resetsAt: resetIn(headers, facts, now),
  };
}

type ErrorObject = Readonly<Record<string, unknown>>;

/** The error objects of a body, in all the places where providers put them. */
function errorsIn(json: unknown): readonly ErrorObject[] {
  if (Array.isArray(json)) return json.slice(0, 1).flatMap(errorsIn);
  if (!isObject(json)) return [];
  const { error, errors, choices, detail, object } = json;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const ofChoice = isObject(choice) ? choice['error'] : undefined;
  const nested = [error, Array.isArray(errors) ? errors[0] : undefined, ofChoice].flatMap((found) =>
    typeof found === 'string' ? [{ message: found }] : isObject(found) ? [found] : [],
  );
  const isItself = object === 'error' || detail !== undefined || ('message' in json && choices === undefined);
  return isItself ? [...nested, json] : nested;
}

/** OpenRouter's own message says only that a provider failed; what that one said is beside it. */
function wordsOf({ message, detail, msg, metadata }: ErrorObject): string {
  const raw = isObject(metadata) ? (metadata['raw'] ?? metadata['reasons']) : undefined;
  return [message ?? detail ?? msg, raw].flatMap((words) => (words === undefined ? [] : [textOf(words)])).join(': ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const codeNames = new Set(['code', 'type', 'status', 'reason', 'quotaId', 'error_type', 'reasons']);
const deepest = 6;

/** Every name and plain value of a body, down to six levels. */
function* factsIn(value: unknown, depth = 0): Generator<readonly [name: string, value: string | number]> {
  if (typeof value !== 'object' || value === null || depth > deepest) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' || typeof inner === 'number') yield [name, inner];
    else yield* factsIn(inner, depth + 1);
  }
}

function isObject(value: unknown): value is ErrorObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Facts = readonly (readonly [name: string, value: string | number])[];

/** By header, or by what Google (`"retryDelay": "22s"`) and OpenRouter put into the body. */
function retryAfterIn(headers: AnswerHeaders, facts: Facts, now: Date): number | undefined {
  const byHeader = retryAfterMilliseconds(headers.get('retry-after'), now);
  if (byHeader !== undefined) return byHeader;
  for (const [name, value] of facts) {
    const isNamed = ['retrydelay', 'retry_after_seconds', 'retry-after', 'retry_after'].includes(name.toLowerCase());
    const seconds = isNamed ? /^(\d+(?:\.\d+)?)s?$/u.exec(String(value))?.[1] : undefined;
    if (seconds !== undefined) return Number(seconds) * 1000;
  }
  return undefined;
}

const millisecondsOf: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** "Please try again in 7m12s." */
function waitIn(words: string): number | undefined {
  const wait = /(?:try again|retry) in ((?:\d+(?:\.\d+)?(?:ms|h|m|s) ?)+)/iu.exec(words)?.[1];
  if (wait === undefined) return undefined;
  const parts = [...wait.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/giu)];
  const each = parts.map(([, count, unit = '']) => Number(count) * (millisecondsOf[unit.toLowerCase()] ?? 0));
  return Math.ceil(each.reduce((sum, milliseconds) => sum + milliseconds, 0));
}

/** `X-RateLimit-Reset`, in milliseconds or seconds since 1970, as a header or, by OpenRouter, in the body. */
function resetIn(headers: AnswerHeaders, facts: Facts, now: Date): Date | undefined {
  const inBody = facts.find(([name]) => name.toLowerCase() === 'x-ratelimit-reset')?.[1];
  const value = Number(headers.get('x-ratelimit-reset') ?? inBody ?? Number.NaN);
  const at = value > 1e11 ? value : value * 1000;
  return at > now.getTime() && at < now.getTime() + 7 * 86_400_000 ? new Date(at) : undefined;
}

/** Milliseconds named by a Retry-After header (seconds or an HTTP date), 0 for a time that is over; undefined where it names none. */
export function retryAfterMilliseconds(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now.getTime());
}

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
