import type { BuildReference } from '@lexhop/graph-model';
import { createParser } from 'eventsource-parser';
import type { BuildAnswer } from '../terminal/build-progress.js';
import type { LexHopClient } from './lexhop-client.js';

/**
 * The events of a build as they come: the build whenever it changed, undefined where the server only said that it is still
 * there. Ends when the stream does. Throws a ProblemError, or a ServerUnreachableError when the connection breaks or gives no
 * sign for so many milliseconds.
 */
export async function* buildEvents(
  client: LexHopClient,
  { graph, number }: BuildReference,
  longestSilence: number,
): AsyncGenerator<BuildAnswer | undefined> {
  const connection = new AbortController();
  const silence = setTimeout(() => connection.abort(), longestSilence);
  const events: (BuildAnswer | undefined)[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => void events.push(event === 'build' ? (JSON.parse(data) as BuildAnswer) : undefined),
  });
  const decoder = new TextDecoder();
  try {
    const accept = { accept: 'text/event-stream', signal: connection.signal };
    for await (const chunk of await client.stream(`/graphs/${graph}/builds/${number}/events`, accept)) {
      silence.refresh();
      parser.feed(decoder.decode(chunk, { stream: true }));
      yield* events.splice(0);
    }
  } finally {
    clearTimeout(silence);
  }
}
