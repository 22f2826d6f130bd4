import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Build } from './build.js';
import { fetchFromServer } from './fetch-from-server.js';
import { problemFrom } from './problem-error.js';

export interface BuildReference {
  readonly graph: string;
  readonly number: number;
}

/** A build whenever it changed; undefined where the server only said that it is still there. */
export type BuildEvent = Build | undefined;

/**
 * The events of a build until its stream ends, which it also does when the connection breaks. By fetch, not EventSource,
 * so that the key goes in a header and not in an address. Throws a ProblemError or a ServerUnreachableError.
 */
export async function* buildEvents({ graph, number }: BuildReference, signal: AbortSignal): AsyncGenerator<BuildEvent> {
  const address = new URL(`/api/v1/graphs/${graph}/builds/${number}/events`, globalThis.location.origin);
  const response = await fetchFromServer(new Request(address, { headers: { accept: 'text/event-stream' }, signal }));
  if (!response.ok) throw problemFrom(response.status, await response.json());
  if (!response.body) return;
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value.event === 'build' ? (JSON.parse(value.data) as Build) : undefined;
    }
  } finally {
    // A reader that leaves early lets the server stop sending.
    await reader.cancel().catch(() => undefined);
  }
}
