import { PassThrough } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { problemFrom } from './problem.filter.js';

/** An event as a stream has it: its type, and data that is sent as JSON. */
export interface ServerEvent {
  readonly type: string;
  readonly data: unknown;
}

export const eventStreamType = 'text/event-stream';

const millisecondsBetweenSigns = 15_000;

/**
 * What a piece of work tells of, as server-sent events, until it ends; in between one of type `still-here` every 15 s. Work that fails before
 * it tells of anything rejects, and can be answered by a status; after that its problem details are the last event, of type `problem`.
 */
export async function serverEvents(
  work: (tell: (event: ServerEvent) => void) => Promise<unknown>,
): Promise<StreamableFile> {
  const events = new PassThrough();
  const signs = setInterval(() => events.write(textOf({ type: 'still-here', data: '' })), millisecondsBetweenSigns);
  events.once('close', () => clearInterval(signs));
  await new Promise<void>((begin, refuse) => {
    const tell = (event: ServerEvent) => {
      events.write(textOf(event));
      begin();
    };
    work(tell).then(
      () => events.end(begin),
      (thrown: unknown) => {
        refuse(thrown);
        events.end(textOf({ type: 'problem', data: problemFrom(thrown) }));
      },
    );
  }).catch((thrown: unknown) => {
    events.destroy();
    throw thrown;
  });
  return new StreamableFile(events, { type: `${eventStreamType}; charset=utf-8` });
}

function textOf({ type, data }: ServerEvent): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
