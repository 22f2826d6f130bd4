import type { ArticleNode } from '@lexhop/graph-model';
import { StatuteFileError } from '@lexhop/statutes';
import { eventsHere, type StatuteEvent, type StatuteFile, type StatutePart } from './statute-parts.js';
import { type StatutesThread, statutesThread } from './statutes-thread.js';

/** In bytes. Smaller files are read in this thread. Larger ones and archives could block the event loop, so they are read in another thread. */
const mostHere = 64 * 1024;

/** Reads a file's statutes with their nodes; a large file in a thread of its own. Throws as `readStatutes` does. */
export async function* statuteEvents({ name, content }: StatuteFile): AsyncGenerator<StatuteEvent> {
  const chunks = content[Symbol.asyncIterator]();
  try {
    const { begun, isLong } = await beginningOf(chunks);
    if (isLong) yield* joined(statutesThread.each((thread) => partsFrom(thread, name, chained(begun, chunks))));
    else yield* eventsHere(chained(begun, chunks), name);
  } finally {
    await chunks.return?.();
  }
}

async function* joined(parts: AsyncIterable<StatutePart>): AsyncGenerator<StatuteEvent> {
  let nodes: ArticleNode[] = [];
  for await (const part of parts) {
    if ('warning' in part) yield part;
    else nodes.push(...part.nodes);
    if (!('statute' in part)) continue;
    yield { statute: part.statute, nodes };
    nodes = [];
  }
}

async function* partsFrom(
  thread: StatutesThread,
  name: string,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<StatutePart> {
  const id = await thread.call('begin', name);
  // A thread that has ended needs not be told.
  const leave = () => thread.call('leave', id).catch(() => {});
  let failed: { readonly thrown: unknown } | undefined;
  const giving = give(thread, id, content).catch(async (thrown: unknown) => {
    failed = { thrown };
    await leave();
  });
  try {
    for (;;) {
      const parts = await thread.call('next', id);
      if (!parts) break;
      yield* parts;
    }
    await giving;
  } catch (thrown) {
    throw failed ? failed.thrown : ownError(thrown);
  } finally {
    await leave();
  }
  if (failed) throw failed.thrown;
}

async function give(thread: StatutesThread, id: number, content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of content) if (!(await thread.call('give', { id, chunk }))) return;
  await thread.call('end', id);
}

/** Restores the class of an error, which is lost on its way from a thread. */
function ownError(thrown: unknown): unknown {
  const { name, fileName, fault, place, reason } = thrown as StatuteFileError;
  return name === 'StatuteFileError' ? new StatuteFileError(fileName, fault, place, reason) : thrown;
}

async function beginningOf(chunks: AsyncIterator<Uint8Array>) {
  const begun: Uint8Array[] = [];
  for (let length = 0; length <= mostHere;) {
    const next = await chunks.next();
    if (next.done === true) return { begun, isLong: isPacked(Buffer.concat(begun.slice(0, 2))) };
    begun.push(next.value);
    length += next.value.length;
  }
  return { begun, isLong: true };
}

function isPacked(start: Buffer): boolean {
  return start.subarray(0, 2).toString('latin1') === 'PK' || (start[0] === 0x1f && start[1] === 0x8b);
}

async function* chained(begun: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* begun;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
