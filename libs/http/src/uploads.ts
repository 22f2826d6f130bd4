import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { asError, LexHopError, storableText } from '@lexhop/foundation';
import { BadRequestError, ClientGoneError, UploadTooLargeError } from './errors.js';

const gibibyte = 1024 ** 3;

/** Limits of form fields that are not files: they are held in memory, and nothing reads them. */
const fields = { fields: 10, fieldSize: 64 * 1024, fieldNameSize: 1024, headerPairs: 100 };

/** Content types whose body is passed on as a stream and never held whole in memory. */
export const streamedTypes = ['application/octet-stream', 'application/x-ndjson', 'application/gzip'] as const;
/** A sentence for error messages: how files must be sent. */
export const howFilesAreSent =
  'Send files as multipart/form-data or, one a request, as application/octet-stream, application/x-ndjson or application/gzip.';

const binary = { type: 'string', format: 'binary' } as const;
const inFormOrWhole = () => ApiConsumes('multipart/form-data', ...streamedTypes);

/** Documents a route that takes one file: in a form, or as the whole body. */
export const TakesFile = () =>
  applyDecorators(
    inFormOrWhole(),
    ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: binary } } }),
  );

/** Documents a route that takes files: any number in a form, or one as the whole body. */
export const TakesFiles = () =>
  applyDecorators(
    inFormOrWhole(),
    ApiBody({
      schema: {
        type: 'object',
        required: ['files'],
        properties: { files: { type: 'array', minItems: 1, items: binary } },
      },
    }),
  );

/** Lets the server take bodies other than JSON: multipart forms with files, and the streamed types. */
export async function registerBodies(server: FastifyInstance, uploadLimitMegabytes: number): Promise<void> {
  // `bounded` enforces the limit on a file, with an error that names it. This larger one only keeps the parser safe.
  await server.register(multipart, {
    limits: { ...fields, fileSize: (uploadLimitMegabytes + 1) * gibibyte, files: 20_000 },
  });
  server.addContentTypeParser([...streamedTypes], (_request, payload, done) => done(null, payload));
}

/** Parses a body on routes that take several content types and so can't leave this to Nest. Throws a BadRequestError that names the first ten wrong fields. */
export function parseBody<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.slice(0, 10).map(({ path, message }) => [...path, message].join(': '));
  throw new BadRequestError(sentences.join('; '));
}

const megabyte = 1024 * 1024;

/** A file that is being uploaded. Reading `content` throws an UploadTooLargeError once it is over the limit. */
interface Upload {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Gives each file of a request to `read`, one after another and never whole in memory: those of a multipart form, or the one streamed body.
 * Returns what `read` gave, in the order of the files. `limitMegabytes` (MiB) bounds each file. Rejects as `read` does, and with a
 * BadRequestError for a request without a file, which says how files are sent.
 */
export async function readUploads<Result>(
  request: FastifyRequest,
  limitMegabytes: number,
  read: (upload: Upload) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for await (const upload of uploadsOf(request, limitMegabytes)) results.push(await read(upload));
  if (results.length === 0) throw new BadRequestError(noFile);
  return results;
}

/** The same for a request that holds one file; those behind it are not read. */
export async function readUpload<Result>(
  request: FastifyRequest,
  limitMegabytes: number,
  read: (upload: Upload) => Promise<Result>,
): Promise<Result> {
  for await (const upload of uploadsOf(request, limitMegabytes)) return await read(upload);
  throw new BadRequestError(noFile);
}

const noFile = `The form holds no file. ${howFilesAreSent}`;

async function* uploadsOf(request: FastifyRequest, limitMegabytes: number): AsyncIterable<Upload> {
  if (!request.isMultipart()) {
    yield wholeBody(request, limitMegabytes);
    return;
  }
  for await (const part of partsOf(request)) {
    const name = storableText(part.filename);
    yield { name, content: bounded(name, { request, content: part.file }, limitMegabytes) };
    // Where the caller stopped reading this file early, skip its rest, or the files behind it would never come.
    part.file.resume();
  }
}

async function* partsOf(request: FastifyRequest) {
  try {
    yield* request.files();
  } catch (thrown) {
    throw whyCut(request, thrown);
  }
}

function wholeBody(request: FastifyRequest, limitMegabytes: number): Upload {
  const { body, headers, url } = request;
  // A body that another parser has read already would look like an empty file here.
  if (!(body instanceof Readable)) {
    const sent = headers['content-type'] ?? 'a request without a body';
    throw new BadRequestError(`No file can be read from ${sent}. ${howFilesAreSent}`);
  }
  const name = new URL(url, 'http://localhost').searchParams.get('file') ?? 'upload';
  return { name, content: bounded(name, { request, content: body }, limitMegabytes) };
}

interface Source {
  readonly request: FastifyRequest;
  readonly content: Readable;
}

async function* bounded(name: string, { request, content }: Source, limitMegabytes: number) {
  let bytes = 0;
  try {
    // Where the caller stops early, the request must stay open, so that its sender can read the error.
    for await (const chunk of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > limitMegabytes * megabyte) throw new UploadTooLargeError(name, limitMegabytes);
      yield chunk;
    }
  } catch (thrown) {
    throw whyCut(request, thrown);
  }
}

/** The error that says why a request could not be read to its end. */
function whyCut({ raw }: FastifyRequest, thrown: unknown): Error {
  const error = asError(thrown);
  if (error instanceof LexHopError) return error;
  if (raw.destroyed && !raw.complete) return new ClientGoneError();
  return new BadRequestError(`The form can’t be read: ${error.message}. ${howFilesAreSent}`);
}
