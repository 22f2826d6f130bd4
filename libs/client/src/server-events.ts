import { createParser } from 'eventsource-parser';
import { type Call, chunksOf, type LexHopClient } from './lexhop-client.js';
import { problemFrom } from './problems.js';

/** A server-sent event: its type, and its data, parsed as JSON. */
export interface ServerEvent {
  readonly event: string | undefined;
  readonly data: unknown;
}

/**
 * The events of a call made with `parseAs: 'stream'`, as they come; one of type `problem` is thrown as a ProblemError. The call is made by
 * fetch and not by EventSource, so that the key is sent in a header and not in the address.
 */
export async function* eventsOf(
  client: LexHopClient,
  call: Promise<Call<ReadableStream<Uint8Array> | null | undefined>>,
): AsyncGenerator<ServerEvent> {
  const events: ServerEvent[] = [];
  const onEvent = ({ event, data }: { readonly event?: string | undefined; readonly data: string }) =>
    void events.push({ event, data: data === '' ? undefined : JSON.parse(data) });
  const parser = createParser({ onEvent });
  const decoder = new TextDecoder();
  for await (const chunk of await chunksOf(client, call)) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const event of events.splice(0)) {
      if (event.event === 'problem') throw problemFrom((event.data as { readonly status: number }).status, event.data);
      yield event;
    }
  }
}
