import { parseJson } from './json-in-text.js';

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

const longestDetail = 300;

/** What a provider said, fit for an error: one line, cut, the key blotted out; of a web page its title. */
export function detailOf(said: string, apiKey: string | undefined): string {
  const title = /^\s*</u.test(said) ? /<title[^>]*>([\s\S]*?)<\/title>/iu.exec(said)?.[1] : undefined;
  const line = withoutKey(title ?? said, apiKey)
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line || 'it gave no reason';
}

export function withoutKey(said: string, apiKey: string | undefined): string {
  return apiKey ? said.replaceAll(apiKey, '***') : said;
}

/** Errors inside successes that name no status. */
const statusOfCode: readonly (readonly [codes: RegExp, status: number])[] = [
  [/invalid_api_key|authentication|unauthenticated/u, 401],
  [/insufficient_quota|insufficient_balance/u, 402],
  [/rate_limit|too_many_requests|resource_exhausted/u, 429],
  [/content_?filter|invalid_request|bad_?request|invalid_argument/u, 400],
];

export function saidIn({ status: answered, body, headers, apiKey, now }: FailedAnswer): Said {
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
export function errorsIn(json: unknown): readonly ErrorObject[] {
  if (Array.isArray(json)) return json.slice(0, 1).flatMap(errorsIn);
  if (!isObject(json)) return [];
  const { error, errors, choices, detail, object } = json;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const ofChoice = isObject(choice) ? choice['error'] : undefined;
  const nested = [error, Array.isArray(errors) ? errors[0] : undefined, ofChoice].flatMap((found) =>
    typeof found === 'string' ? [{ message: found }] : isObject(found) ? [found] : [],
  );
  const isItself =
    object === 'error' || detail !== undefined || (typeof json['message'] === 'string' && choices === undefined);
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
