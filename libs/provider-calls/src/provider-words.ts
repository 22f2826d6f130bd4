import { jsonOf } from '@lexhop/foundation';
import type { HttpAnswer } from './post-json.js';

/** An answer that is not what was asked for: its status is no success, or its body an error. */
export interface FailedAnswer extends HttpAnswer {
  /** Replaced by `***` wherever the provider repeats it. */
  readonly apiKey: string | undefined;
  readonly now: Date;
}

/** What a failed answer says, whatever its form. */
export interface Said {
  /** The HTTP status; of an error inside a success the status that it names, else that of the success. */
  readonly status: number;
  /** The provider's words as they came. */
  readonly words: string;
  /** The same, fit for an error: see `detailOf`. */
  readonly detail: string;
  /** All codes, types, reasons and quota ids of the answer, in lower case, with spaces between them. */
  readonly codes: string;
  /** Whether the account has nothing left to spend: waiting does not help. By status 402, code or words. */
  readonly isBalanceSpent: boolean;
  /** How long to wait before the next request, where the answer says so. */
  readonly retryAfterMilliseconds?: number | undefined;
  /** When a limit is lifted, where the answer names a point in time. */
  readonly resetsAt?: Date | undefined;
}

const longestDetail = 300;

/** A provider's words, fit for an error: in one line of at most 300 characters, without the key. Of a web page these are its title. */
export function detailOf(said: string, apiKey: string | undefined): string {
  const title = /^\s*</u.test(said) ? /<title[^>]*>([\s\S]*?)<\/title>/iu.exec(said)?.[1] : undefined;
  const line = withoutKey(title ?? said, apiKey)
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line || 'it gave no reason';
}

/** A text with `***` for each place where it repeats the key. */
export function withoutKey(said: string, apiKey: string | undefined): string {
  return apiKey ? said.replaceAll(apiKey, '***') : said;
}

const balanceCodes =
  /insufficient_(?:user_)?(?:quota|balance|credit|funds)|billing|exceeded_current_quota|arrearage|accountoverdue/u;
/** Not "quota": Google says of a limit of the minute, too, that the quota is exceeded. */
const balanceWords =
  /insufficient (?:account )?(?:balance|credits?|funds)|(?:credit|account) balance is (?:insufficient|too low|not enough)|余额不足|餘額不足|额度不足|額度不足|欠费/iu;

/** Errors inside successes that name no status: in lower case. */
const statusOfCode: readonly (readonly [codesOrWords: RegExp, status: number])[] = [
  [/invalid[_ ]api[_ ]?key|authentication|unauthenticated|unauthori[sz]ed|access token/u, 401],
  [/rate[_ ]limit|too[_ ]many[_ ]requests|resource_exhausted/u, 429],
  [/content_?filter|invalid_request|bad_?request|invalid_argument/u, 400],
];

/** Reads a failed answer, in every form that is known of providers and of gateways before them. */
export function saidIn({ status: answered, body, headers, apiKey, now }: FailedAnswer): Said {
  const json = jsonOf(body);
  const errors = errorsIn(json);
  const words = errors.map(wordsOf).find((text) => text !== '') ?? body;
  const facts = [...factsIn(json)];
  const codes = facts
    .flatMap(([name, value]) => (codeNames.has(name) ? [String(value)] : []))
    .join(' ')
    .toLowerCase();
  const named = errors.map(({ code }) => Number(code)).find((code) => code >= 400 && code < 600);
  const told = statusOfCode.find(([known]) => known.test(`${codes} ${words.toLowerCase()}`))?.[1];
  const status = answered >= 400 ? answered : (named ?? told ?? answered);
  return {
    status,
    words,
    detail: detailOf(words, apiKey),
    codes,
    isBalanceSpent: status === 402 || balanceCodes.test(codes) || balanceWords.test(words),
    retryAfterMilliseconds: retryAfterIn(headers, facts, now) ?? waitIn(words),
    resetsAt: resetIn(headers, facts, now),
  };
}

type ErrorObject = Readonly<Record<string, unknown>>;

/** The error objects of a body, in all the places where providers put them. */
export function errorsIn(json: unknown): readonly ErrorObject[] {
  if (Array.isArray(json)) return json.slice(0, 1).flatMap(errorsIn);
  if (!isObject(json)) return [];
  const { error, errors, choices, detail, object, base_resp: minimax } = json;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const ofChoice = isObject(choice) ? choice['error'] : undefined;
  const nested = [error, Array.isArray(errors) ? errors[0] : undefined, ofChoice, minimax].flatMap((found) =>
    typeof found === 'string' ? [{ message: found }] : isObject(found) ? [found] : [],
  );
  const hasWords = !Array.isArray(choices) && wordNames.some((name) => typeof json[name] === 'string');
  const isItself = object === 'error' || detail !== undefined || hasWords;
  return (isItself ? [...nested, json] : nested).filter(saysSomething);
}

/** Some gateways put an error into every answer, with nothing in it where all went well. */
function saysSomething(error: ErrorObject): boolean {
  return Object.values(error).some(Boolean);
}

/** Where an error has its words: by OpenAI and most; by gateways of one-api's kind; by Baidu and by MiniMax. */
const wordNames = ['message', 'msg', 'error_msg', 'status_msg'] as const;

/** The words of an error. OpenRouter's own message says only that a provider failed; what that provider said is beside it. */
function wordsOf(error: ErrorObject): string {
  const { detail, metadata } = error;
  const raw = isObject(metadata) ? (metadata['raw'] ?? metadata['reasons']) : undefined;
  const words = wordNames.map((name) => error[name]).find((found) => found !== undefined && found !== null);
  return [words ?? detail, raw].flatMap((words) => (words === undefined ? [] : [textOf(words)])).join(': ');
}

/** FastAPI lists its errors, and repeats in each what was sent: of these only the words are taken. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || !value.every(isObject)) return JSON.stringify(value);
  return value.map((item) => (typeof item['msg'] === 'string' ? item['msg'] : JSON.stringify(item))).join('; ');
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
function retryAfterIn(headers: HttpAnswer['headers'], facts: Facts, now: Date): number | undefined {
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
function resetIn(headers: HttpAnswer['headers'], facts: Facts, now: Date): Date | undefined {
  const inBody = facts.find(([name]) => name.toLowerCase() === 'x-ratelimit-reset')?.[1];
  const value = Number(headers.get('x-ratelimit-reset') ?? inBody ?? Number.NaN);
  const at = value > 1e11 ? value : value * 1000;
  return at > now.getTime() && at < now.getTime() + 7 * 86_400_000 ? new Date(at) : undefined;
}

/**
 * The wait that a Retry-After header names, in milliseconds: it is in seconds, or a date, which is 0 where it has passed.
 * Undefined where there is no header, or none that can be read.
 */
export function retryAfterMilliseconds(header: string | null | undefined, now = new Date()): number | undefined {
  if (!header?.trim()) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now.getTime());
}
