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

/** The methods of the thread. It is a type because an interface does not fit the index signature of WorkerMethods. */
export type StatuteMethods = typeof methods;

const methods = {
  /** Begins to read a file of this name, and gives the number of the reading. */
  begin: (name: string): number => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const content = writable.getWriter();
    // That nobody reads on is told by the result of `give`.
    content.closed.catch(() => {});
    readings.set(++last, { content, parts: statuteParts(readable, name) });
    return last;
  },
  /** Takes the next bytes, and resolves when they are wanted; false where nobody reads on. */
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
  /** The next parts of the file; undefined at the end. */
  next: async (id: number): Promise<readonly StatutePart[] | undefined> => {
    const next = await readings.get(id)?.parts.next();
    return next?.done === false ? next.value : undefined;
  },
  leave: async (id: number): Promise<void> => {
    const reading = readings.get(id);
    if (!reading) return;
    readings.delete(id);
    const ending = reading.content.abort(new Error('Nobody wants to know the rest.'));
    // The abort waits for bytes that are being given, and these wait for the reader, so the reader is ended, too.
    await Promise.allSettled([reading.parts.return(undefined), ending]);
  },
  read: ({ statute, named, nodes }: NodesAside) => nodes.map(textReader(statute, statuteTitles(named))),
};

serveWorkerThread(methods);
