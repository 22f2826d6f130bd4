import { PassThrough } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Logger } from '@lexhop/foundation';
import type { FastifyReply } from 'fastify';
import { loggedProblem } from './problem.filter.js';

/** An event as a stream has it: its type, and data that is sent as JSON. */
export interface ServerEvent {
  readonly type?: string;
  readonly data: unknown;
}

/** Data that OpenAI's streams end with, which is no JSON. */
export const endOfStream = Symbol('[DONE]');

export const eventStreamType = 'text/event-stream';

const millisecondsBetweenSigns = 15_000;

/**
 * What a piece of work tells of, as server-sent events, until it ends; in between a comment every 15 s, so that nobody on the way takes the silence for the end. Work that fails before
 * it tells of anything rejects, and can be answered by a status; after that its problem details are the last event, of type `problem`.
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
  // Proxies that collect an answer before they hand it on would make a stream of none.
  void reply.headers({ 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
  return new StreamableFile(events, { type: `${eventStreamType}; charset=utf-8` });
}

function textOf({ type, data }: ServerEvent): string {
  const said = data === endOfStream ? '[DONE]' : JSON.stringify(data);
  return `${type === undefined ? '' : `event: ${type}\n`}data: ${said}\n\n`;
}
