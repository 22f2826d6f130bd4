import { serveWorkerThread } from '@lexhop/foundation';
import { type StatutePart, statuteParts } from './statute-parts.js';
import { statuteTitles } from '@lexhop/citations';
import { type NodesAside, textReader } from './text-reader.js';

interface Reading {
  readonly content: WritableStreamDefaultWriter<Uint8Array>;
  readonly parts: AsyncGenerator<readonly StatutePart[]>;
}

const readings = new Map<number, Reading>();
let last = 0;

/** A type, not an interface: only types fit the index signature of WorkerMethods. */
export type StatuteMethods = typeof methods;

const methods = {
  /** Begins to read a file of this name: which reading that is. */
  begin: (name: string): number => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const content = writable.getWriter();
    // Whoever gives hears that nobody reads on by `give`.
    content.closed.catch(() => {});
    readings.set(++last, { content, parts: statuteParts(readable, name) });
    return last;
  },
  /** Takes the next bytes once those before were read; false where no more are wanted. */
  give: async ({ id, chunk }: { readonly id: number; readonly chunk: Uint8Array }): Promise<boolean> => {
    const { content } = readings.get(id) ?? {};
    return content === undefined
      ? false
      : content.write(chunk).then(
          () => true,
          () => false,
        );
  },
  end: async (id: number): Promise<void> =>
    readings
      .get(id)
      ?.content.close()
      .catch(() => {}),
  /** What was read next; undefined at the end. */
  next: async (id: number): Promise<readonly StatutePart[] | undefined> => {
    const next = await readings.get(id)?.parts.next();
    return next?.done === false ? next.value : undefined;
  },
  leave: async (id: number): Promise<void> => {
    const reading = readings.get(id);
    if (!reading) return;
    readings.delete(id);
    const ending = reading.content.abort(new Error('Nobody wants to know the rest.'));
    // An end waits for bytes that are being given, and those for a reader: it goes, too.
    await Promise.allSettled([reading.parts.return(undefined), ending]);
  },
  read: ({ statute, named, nodes }: NodesAside) => nodes.map(textReader(statute, statuteTitles(named))),
};

serveWorkerThread(methods);
