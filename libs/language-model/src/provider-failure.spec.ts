import { describe, expect, it } from 'vitest';
import { failureInside, failureOf } from './provider-failure.js';

const now = new Date('2026-11-21T08:00:00Z');
const apiKey = 'sk-secret';

const answerOf = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  model: 'fake/model',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: new Headers(headers),
  apiKey,
  now,
});
const failure = (...answer: Parameters<typeof answerOf>) => failureOf(answerOf(...answer));
const inside = (body: unknown) => failureInside(answerOf(200, body));

const openAi = (code: unknown, message = 'no', type = 'invalid_request_error') => ({ error: { message, type, code } });
const google = (status: string, details: readonly object[] = []) => ({
  error: { code: 429, message: 'You exceeded your current quota.', status, details },
});
const quota = (...ids: string[]) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: ids.map((quotaId) => ({ quotaMetric: 'generate_content_free_tier_requests', quotaId })),
});
const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '38s' };

describe('failureOf', () => {
  it.each([
    [429, 'language-model-rate-limited', true],
    [500, 'language-model-unavailable', true],
    [503, 'language-model-unavailable', true],
    [529, 'language-model-unavailable', true],
    [408, 'language-model-unavailable', true],
    [400, 'language-model-refused', false],
    [401, 'language-model-refused', false],
    [404, 'language-model-refused', false],
  ])('makes of %i %s', (status, code, retryable) => {
    expect(failure(status, 'no')).toMatchObject({ code, retryable });
  });

  it.each([
    ['OpenAI', 400, openAi('invalid_prompt', 'Invalid prompt: your prompt was flagged.')],
    [
      'Azure',
      400,
      {
        error: {
          message: 'The response was filtered due to the prompt triggering the content management policy.',
          type: null,
          param: 'prompt',
          code: 'content_filter',
          status: 400,
          innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: { violence: { filtered: true } } },
        },
      },
    ],
    ['DeepSeek', 400, openAi('invalid_request_error', 'Content Exists Risk')],
    ['DashScope', 400, openAi('data_inspection_failed', 'Input data may contain inappropriate content.')],
    ['Zhipu', 400, { error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' } }],
    ['a proxy', 413, '<html><title>413 Request Entity Too Large</title></html>'],
    [
      'OpenRouter',
      403,
      {
        error: {
          code: 403,
          message: 'openai/gpt-4o requires moderation on OpenAI. Your input was flagged for "violence"',
          metadata: { reasons: ['violence'], flagged_input: '…' },
        },
      },
    ],
  ])('knows that %s refuses one text', (_, status, body) => {
    expect(failure(status, body)).toMatchObject({ code: 'language-model-text-refused', retryable: false });
  });

  it.each([
    ['key', 401, openAi('invalid_api_key')],
    ['key', 403, openAi(null, 'Country not supported')],
    [
      'key',
      400,
      {
        error: {
          code: 400,
          message: 'API key not valid.',
          status: 'INVALID_ARGUMENT',
          details: [{ reason: 'API_KEY_INVALID' }],
        },
      },
    ],
    [
      'balance',
      402,
      { error: { message: 'Insufficient Balance', type: 'unknown_error', code: 'invalid_request_error' } },
    ],
    ['balance', 429, { error: { code: '1113', message: '余额不足或无可用资源包,请充值。' } }],
    ['balance', 403, { error: { code: 'insufficient_user_quota', message: '用户额度不足' } }],
    ['balance', 403, { code: 30_001, message: 'Sorry, your account balance is insufficient' }],
    ['balance', 400, openAi(null, 'Your credit balance is too low to access the API.')],
    ['balance', 429, openAi('insufficient_quota', 'You exceeded your current quota', 'insufficient_quota')],
    ['model', 404, { error: { message: 'model "x" not found, try pulling it first', type: 'api_error' } }],
    [
      'request',
      422,
      { object: 'error', message: { detail: [{ loc: ['body', 'store'] }] }, type: 'invalid_request_error' },
    ],
  ])('knows what is refused for the %s, by %i', (reason, status, body) => {
    expect(failure(status, body)).toMatchObject({ code: 'language-model-refused', retryable: false, reason });
  });

  it.each([
    [
      'Google’s quota id, however soon it says to come again',
      google('RESOURCE_EXHAUSTED', [
        quota(
          'GenerateRequestsPerMinutePerProjectPerModel-FreeTier',
          'GenerateRequestsPerDayPerProjectPerModel-FreeTier',
        ),
        retryInfo,
      ]),
      {},
      '2026-11-22T08:00:00.000Z',
    ],
    [
      'OpenRouter’s limit of the day, with when it ends',
      {
        error: {
          message:
            'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day',
          code: 429,
          metadata: { headers: { 'X-RateLimit-Limit': '50', 'X-RateLimit-Reset': '1795392000000' } },
        },
      },
      {},
      '2026-11-23T00:00:00.000Z',
    ],
    [
      'a limit of requests a day that is hours away',
      openAi(
        'rate_limit_exceeded',
        'Rate limit reached on requests per day (RPD): Limit 200. Please try again in 7h12m0s.',
      ),
      {},
      '2026-11-21T15:12:00.000Z',
    ],
    ['a daily limit that says nothing', openAi(null, 'Daily limit reached'), {}, undefined],
  ])('ends the day by %s', (_, body, headers, resumesAt) => {
    const error = failure(429, body, headers);
    expect(error).toMatchObject({ code: 'language-model-day-quota-spent', retryable: false });
    expect((error as { resumesAt?: Date }).resumesAt?.toISOString()).toBe(resumesAt);
    expect(error.hint).toContain(resumesAt?.slice(0, 16) ?? 'when the provider counts a new day');
  });

  it.each([
    [
      'the body, in Google’s way',
      google('RESOURCE_EXHAUSTED', [quota('GenerateRequestsPerMinutePerProject'), retryInfo]),
      {},
      38_000,
    ],
    ['a header', openAi(null), { 'retry-after': '30' }, 30_000],
    ['a sentence', openAi(null, 'Rate limit reached. Please try again in 1m2.5s.'), {}, 62_500],
    ['a sentence, in milliseconds', openAi(null, 'Please try again in 120ms.'), {}, 120],
    [
      'a sentence about a day that rolls on soon',
      openAi(null, 'on tokens per day (TPD): Please try again in 7m12s.'),
      {},
      432_000,
    ],
    [
      'the body, in OpenRouter’s way',
      { error: { code: 429, message: 'no', metadata: { retry_after_seconds: 17 } } },
      {},
      17_000,
    ],
    ['nothing', openAi(null), {}, undefined],
  ])('waits as long as is said by %s', (_, body, headers, milliseconds) => {
    expect(failure(429, body, headers)).toMatchObject({
      code: 'language-model-rate-limited',
      retryAfterMilliseconds: milliseconds,
    });
  });

  it.each([
    ['an error object', openAi(null, 'Words.')],
    ['a string', { error: 'Words.' }],
    ['an array', [{ error: { message: 'Words.' } }]],
    ['a detail', { detail: 'Words.' }],
    ['a message', { message: 'Words.' }],
    ['a list of errors', { errors: [{ message: 'Words.' }] }],
    ['what stands behind OpenRouter', { error: { message: 'Provider returned error', metadata: { raw: 'Words.' } } }],
    ['a web page’s title', '<!DOCTYPE html><html><head><title>Words.</title></head><body>…</body></html>'],
    ['plain text', 'Words.'],
  ])('repeats the words of %s', (_, body) => {
    expect(failure(400, body).message).toMatch(/: .*Words\.$/u);
  });

  it('never repeats the key', () => {
    const error = failure(400, openAi(null, `Incorrect key ${apiKey}.`));
    expect(error.message).toContain('Incorrect key ***.');
    expect(JSON.stringify(error) + String(error.stack)).not.toContain(apiKey);
  });
});

describe('failureInside', () => {
  it.each([
    [
      { error: { code: 502, message: 'Words.' } },
      { code: 'language-model-unavailable', status: 502, mayBeCharged: true },
    ],
    [{ choices: [{ error: { code: 429, message: 'Words.' } }] }, { code: 'language-model-rate-limited' }],
    [{ error: { message: 'Words.', type: 'server_error' } }, { code: 'language-model-unavailable', status: 200 }],
    [{ error: { message: 'Words.', code: 'invalid_api_key' } }, { code: 'language-model-refused', reason: 'key' }],
    [{ error: { message: 'Words.', code: 'rate_limit_exceeded' } }, { code: 'language-model-rate-limited' }],
    [{ error: { message: 'Words.', code: 'content_filter' } }, { code: 'language-model-text-refused' }],
    [{ object: 'error', message: 'Words.', code: 400 }, { code: 'language-model-refused' }],
    [
      `data: ${JSON.stringify({ choices: [{ delta: { content: '{"a' } }] })}\n\ndata: {"error":{"message":"Words.","code":529}}\n`,
      { code: 'language-model-unavailable', status: 529, mayBeCharged: true },
    ],
    [
      { message: { role: 'assistant', content: 'Words.' }, done: true },
      { code: 'language-model-unavailable', message: expect.stringContaining('something that is no reply') as string },
    ],
    ['<html><title>Words.</title></html>', { code: 'language-model-refused', reason: 'address' }],
    ['Words.', { code: 'language-model-unavailable', mayBeCharged: true }],
    [
      { choices: null, base_resp: { status_code: 1002, status_msg: 'rate limit: Words.' } },
      { code: 'language-model-rate-limited' },
    ],
    [{ success: false, errors: [{ code: 10_000, message: 'Authentication error. Words.' }] }, { reason: 'key' }],
    [
      { choices: [], note: 'Words.' },
      { code: 'language-model-unavailable', mayBeCharged: true },
    ],
  ])('tells from %j what went wrong, in the provider’s words', (body, facts) => {
    const error = inside(body);
    expect(error).toMatchObject(facts);
    expect(error.message).toContain('Words.');
  });
});
