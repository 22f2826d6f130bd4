import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { asError, LexHopError, Logger } from '@lexhop/foundation';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, problemOf, statusOf } from './problem-details.js';
import { howFilesAreSent } from './register-bodies.js';

const unknownType = `No body of this content type is read. Send JSON as application/json. ${howFilesAreSent}`;

/** Turns whatever was thrown into problem details. What is not LexHop's own says nothing of the inside, but is logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(Logger) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = problemFrom(thrown);
    if (problem.status >= 500) {
      const facts = { method: request.method, route: request.routeOptions.url, code: problem.code };
      this.logger.error(`A request failed: ${asError(thrown).message}`, { ...facts, stack: asError(thrown).stack });
    }
    if (reply.raw.headersSent) {
      // A stream has begun: its reader can only be told by an end that is not an end.
      reply.raw.destroy(asError(thrown));
      return;
    }
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).header('content-type', 'application/problem+json').send(problem);
  }
}

/** Problem details of anything thrown. */
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
  const ofEveryError = ['name', 'code', 'retryable', 'message', 'cause', 'stack'];
  const facts = Object.entries(error).filter(([field]) => !ofEveryError.includes(field));
  const status = statusOf(error.code, error.retryable);
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
  return problemOf(status, status === 404 ? 'not-found' : 'bad-request', sentences);
}
