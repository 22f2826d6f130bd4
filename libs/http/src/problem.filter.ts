import { z } from 'zod';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { asError, LexHopError, Logger } from '@lexhop/foundation';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { howFilesAreSent } from './uploads.js';

/** An error as RFC 9457 problem details. `code` is stable and meant for programs; `detail` is a sentence for people. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
  })
  .meta({
    id: 'Problem',
    description:
      'RFC 9457 problem details; further fields are facts of the error, such as the number of the running build.',
  });
export type Problem = z.infer<typeof problemSchema>;

/** The HTTP status of each error code. A code that is not listed is 503 where the error is retryable, else 500. */
const statusByCode: Readonly<Record<string, number>> = {
  'build-running': 409,
  'build-state': 409,
  'build-empty': 409,
  'no-statutes': 409,
  'statutes-unknown': 400,
  'stale-run': 409,
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
  'cross-site': 403,
  'key-state': 409,
  backup: 422,
  'key-name-taken': 409,
  'too-many-requests': 429,
  busy: 503,
  'method-not-allowed': 405,
  misdirected: 421,
  'slow-request': 408,
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Request timeout',
  409: 'Conflict',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  417: 'Expectation failed',
  421: 'Misdirected request',
  422: 'Unreadable content',
  429: 'Too many requests',
  431: 'Headers too large',
  499: 'Client gone',
  500: 'Internal error',
  503: 'Unavailable for now',
  507: 'Out of storage',
};

/** Makes problem details. `facts` are further fields, which must be plain JSON values. */
export function problemOf(status: number, code: string, detail: string, facts: object = {}): Problem {
  return { type: 'about:blank', title: titles[status] ?? 'Error', status, code, detail, ...facts };
}

const unknownType = `No body of this content type is read. Send JSON as application/json. ${howFilesAreSent}`;

/** Answers whatever was thrown as problem details. Errors that are not LexHop's own reveal nothing of the inside; they are logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(Logger) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = loggedProblem(thrown, request, this.logger);
    if (reply.raw.headersSent) {
      // A stream has begun, so no status can be sent. Cutting the connection tells the reader that the answer is not whole.
      reply.raw.destroy(asError(thrown));
      return;
    }
    void sendProblem(reply, problem, this.bodyOf(problem));
  }

  /** The body of the answer. A subclass may give it another shape. */
  protected bodyOf(problem: Problem): object {
    return problem;
  }
}

/** The problem details of a failed request. Logs the error with its cause where the status is 500 or above. */
export function loggedProblem(thrown: unknown, { method, routeOptions }: FastifyRequest, logger: Logger): Problem {
  const problem = problemFrom(thrown);
  if (problem.status >= 500) {
    const { message, stack, cause } = asError(thrown);
    const because = cause === undefined ? {} : { cause: asError(cause).stack };
    logger.error(`A request failed: ${message}`, {
      method,
      route: routeOptions.url,
      code: problem.code,
      stack,
      ...because,
    });
  }
  return problem;
}

/** Answers with an error inside a Fastify hook, before any route. `ProblemFilter` does not cover hooks, nor pages that are served outside Nest. */
export function refuse(reply: FastifyReply, error: Error): FastifyReply {
  return sendProblem(reply, problemFrom(error));
}

function sendProblem(reply: FastifyReply, problem: Problem, body: object = problem): FastifyReply {
  const { status, retryAfterMilliseconds } = problem;
  if (status === 401 && !reply.hasHeader('www-authenticate')) void reply.header('www-authenticate', 'Bearer');
  if (typeof retryAfterMilliseconds === 'number')
    void reply.header('retry-after', Math.ceil(retryAfterMilliseconds / 1000));
  return reply.status(status).header('content-type', 'application/problem+json').send(body);
}

/** The problem details of anything that was thrown. */
export function problemFrom(thrown: unknown): Problem {
  if (thrown instanceof LexHopError) return lexHopProblem(thrown);
  if (thrown instanceof HttpException) return httpProblem(thrown);
  const { statusCode, code, message } = thrown as { statusCode?: number; code?: string; message?: string };
  if (statusCode === 415) return problemOf(415, 'bad-request', unknownType);
  // Fastify's own errors (body too large, malformed JSON) carry a status and a sentence fit for the caller.
  if (statusCode !== undefined && statusCode < 500) {
    return problemOf(
      statusCode,
      statusCode === 413 ? 'upload-too-large' : 'bad-request',
      message ?? code ?? 'Bad request.',
    );
  }
  return problemOf(500, 'internal', 'Something inside failed; the reason is in the log.');
}

function lexHopProblem(error: LexHopError): Problem {
  const ofEveryError = ['name', 'code', 'retryable', 'message', 'cause', 'stack', 'why'];
  const facts = Object.entries(error).filter(([field]) => !ofEveryError.includes(field));
  const status = statusByCode[error.code] ?? (error.retryable ? 503 : 500);
  return problemOf(status, error.code, error.message, { retryable: error.retryable, ...Object.fromEntries(facts) });
}

function httpProblem(error: HttpException): Problem {
  const body = error.getResponse();
  const message = typeof body === 'object' && 'message' in body ? body.message : error.message;
  const sentences = Array.isArray(message) ? message.join('; ') : String(message);
  const status = error.getStatus();
  if (status === 413) {
    const sentence = `${sentences}: a JSON body may have 1 MiB at most. ${howFilesAreSent}`;
    return problemOf(413, 'body-too-large', sentence);
  }
  if (status === 415) return problemOf(415, 'bad-request', unknownType);
  // @fastify/static's, of an address that leads out of its folder; who may not has a code of LexHop's own.
  if (status === 403) return problemOf(404, 'not-found', 'Nothing is served at this address.');
  return problemOf(status, status === 404 ? 'not-found' : 'bad-request', sentences);
}
