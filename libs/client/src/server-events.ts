import { createParser } from 'eventsource-parser';
import { type Call, chunksOf, type LexHopClient } from './lexhop-client.js';

/** A server-sent event: its type, and its data as JSON says it. */
export interface ServerEvent {
  readonly event: string | undefined;
  readonly data: unknown;
}

/** The events of a call made with `parseAs: 'stream'`, as they come. By fetch, not EventSource, so that the key goes in a header and not in an address. */
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
    yield* events.splice(0);
  }
}
