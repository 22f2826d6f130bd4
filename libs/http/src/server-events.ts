import { PassThrough } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Logger } from '@lexhop/foundation';
import type { FastifyReply } from 'fastify';
import { loggedProblem } from './problem.filter.js';

/** A server-sent event: its type, and its data, which is sent as JSON. */
export interface ServerEvent {
  readonly type?: string;
  readonly data: unknown;
}

/** The data of the last event of OpenAI's streams, `[DONE]`, which is not JSON. */
export const endOfStream = Symbol('[DONE]');

/** The content type of server-sent events. */
export const eventStreamType = 'text/event-stream';

const millisecondsBetweenSigns = 15_000;

/**
 * Streams what a piece of work tells as server-sent events, until it ends. A comment every 15 s keeps proxies from closing a quiet connection.
 * Where the work fails before its first event, this rejects as the work does, so the answer can still have a status. After that, the failure is
 * the last event: type `problem`, with its problem details.
 */
export async function eventStream(
  { reply, logger }: { readonly reply: FastifyReply; readonly logger: Logger },
  work: (tell: (event: ServerEvent) => void) => Promise<unknown>,
): Promise<StreamableFile> {
  const events = new PassThrough();
  const signs = setInterval(() => events.write(': still here\n\n'), millisecondsBetweenSigns);
  events.once('close', () => clearInterval(signs));
  await new Promise<void>((begin, refuse) => {
    let hasBegun = false;
    const tell = (event: ServerEvent) => {
      events.write(textOf(event));
      hasBegun = true;
      begin();
    };
    work(tell).then(
      () => events.end(begin),
      (thrown: unknown) => {
        if (!hasBegun) return refuse(thrown);
        events.end(textOf({ type: 'problem', data: loggedProblem(thrown, reply.request, logger) }));
      },
    );
  }).catch((thrown: unknown) => {
    events.destroy();
    throw thrown;
  });
  // A proxy that buffers the whole answer would defeat the stream.
  void reply.headers({ 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
  return new StreamableFile(events, { type: `${eventStreamType}; charset=utf-8` });
}

function textOf({ type, data }: ServerEvent): string {
  const said = data === endOfStream ? '[DONE]' : JSON.stringify(data);
  return `${type === undefined ? '' : `event: ${type}\n`}data: ${said}\n\n`;
}
