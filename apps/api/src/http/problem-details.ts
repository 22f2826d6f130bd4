import { z } from 'zod';

/** An error as RFC 9457 problem details; `code` is stable and for machines, `detail` a sentence for people. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
  })
  .describe(
    'RFC 9457 problem details; further fields are facts of the error, such as the number of the running build.',
  );
export type Problem = z.infer<typeof problemSchema>;

/** HTTP status by error code; what is not listed is 500, or 503 when it is retryable. */
const statusByCode: Readonly<Record<string, number>> = {
  'build-running': 409,
  'build-state': 409,
  'build-empty': 409,
  'statutes-unknown': 400,
  'stale-run': 409,
  'unknown-ends': 409,
  'build-gone': 404,
  'not-found': 404,
  'no-active-build': 409,
  'embedding-space-unavailable': 503,
  'no-embedding-model': 503,
  'query-space-mismatch': 409,
  'query-empty': 400,
  'model-unknown': 404,
  'embedding-output-missing': 400,
  'client-gone': 499,
  'bad-request': 400,
  'setting-invalid': 400,
  'upload-too-large': 413,
  'statute-file-unreadable': 422,
  'question-bank-unreadable': 422,
  'graph-file': 422,
  'store-full': 507,
  'store-unavailable': 503,
  'store-memory': 503,
  unauthorized: 401,
  forbidden: 403,
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Unreadable content',
  429: 'Too many requests',
  499: 'Client gone',
  500: 'Internal error',
  503: 'Unavailable for now',
  507: 'Out of storage',
};

/** The status of an error of LexHop. */
export function statusOf(code: string, retryable: boolean): number {
  return statusByCode[code] ?? (retryable ? 503 : 500);
}

/** Problem details of a status; facts must be plain values. */
export function problemOf(status: number, code: string, detail: string, facts: object = {}): Problem {
  return { type: 'about:blank', title: titles[status] ?? 'Error', status, code, detail, ...facts };
}
