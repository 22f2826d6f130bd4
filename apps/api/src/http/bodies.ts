import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { BadRequestError } from './errors.js';

const gibibyte = 1024 ** 3;

/** Content types whose body is handed on as a stream, never whole in memory. */
export const streamedTypes = ['application/octet-stream', 'application/x-ndjson', 'application/gzip'] as const;
/** How files are sent, in a sentence. */
export const howFilesAreSent =
  'Send files as multipart/form-data or, one a request, as application/octet-stream, application/x-ndjson or application/gzip.';

/** What the server takes beside JSON: files of a form, and streams. */
export async function registerBodies(server: FastifyInstance, uploadLimitMegabytes: number): Promise<void> {
  // The bound on one file is the upload's own, with a sentence that says it; this one only keeps the parser safe.
  await server.register(multipart, { limits: { fileSize: (uploadLimitMegabytes + 1) * gibibyte, files: 20_000 } });
  server.addContentTypeParser([...streamedTypes], (_request, payload, done) => done(null, payload));
}

/** A body that routes of several content types have to look at themselves. Throws a BadRequestError that names the fields. */
export function parseBody<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.slice(0, 10).map(({ path, message }) => [...path, message].join(': '));
  throw new BadRequestError(sentences.join('; '));
}
