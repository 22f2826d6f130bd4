import { Readable } from 'node:stream';
import { storableText } from '@lexhop/foundation';
import type { FastifyRequest } from 'fastify';
import { BadRequestError, UploadTooLargeError } from './errors.js';
import { howFilesAreSent } from './bodies.js';

const megabyte = 1024 * 1024;

/** A file on its way in; `content` throws an UploadTooLargeError once it is over the bound. */
export interface Upload {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * The files of a multipart request, or the one body of any other that is streamed, one after another, never whole in memory.
 * Throws a BadRequestError, which says what is taken, for a request without a file.
 */
export async function* uploadsOf(request: FastifyRequest, limitMegabytes: number): AsyncIterable<Upload> {
  if (!request.isMultipart()) {
    yield wholeBody(request, limitMegabytes);
    return;
  }
  let files = 0;
  try {
    for await (const part of request.files()) {
      files += 1;
      const name = storableText(part.filename);
      yield { name, content: bounded(name, part.file, limitMegabytes) };
      // A reader that stopped early would leave the rest of the request stuck behind this file.
      part.file.resume();
    }
  } finally {
    // Whoever gave up in the middle still lets the sender finish, else it would never read why.
    request.raw.unpipe();
    request.raw.resume();
  }
  if (files === 0)
    throw new BadRequestError('The request holds no file: send multipart/form-data with one or more files.');
}

function wholeBody({ body, headers, url }: FastifyRequest, limitMegabytes: number): Upload {
  // What a parser has read already would look like an empty file here.
  if (!(body instanceof Readable)) {
    const sent = headers['content-type'] ?? 'a request without a body';
    throw new BadRequestError(`No file can be read from ${sent}. ${howFilesAreSent}`);
  }
  const name = new URL(url, 'http://localhost').searchParams.get('file') ?? 'upload';
  return { name, content: bounded(name, body, limitMegabytes) };
}

async function* bounded(name: string, content: AsyncIterable<Uint8Array>, limitMegabytes: number) {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > limitMegabytes * megabyte) throw new UploadTooLargeError(name, limitMegabytes);
    yield chunk;
  }
}
