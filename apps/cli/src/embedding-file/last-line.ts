import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 1 << 20;
const idBytes = 4096;
const lineFeed = 0x0a;

/** How many whole lines a file of `{"id": …, …}` has, where the last of them ends, and its id. Reads it in pieces, whatever its size. */
export async function lastLineOf(handle: FileHandle): Promise<{ lines: number; end: number; id?: unknown }> {
  const chunk = Buffer.alloc(chunkBytes);
  let [position, lines, start, end] = [0, 0, 0, 0];
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) break;
    const read = chunk.subarray(0, bytesRead);
    for (let at = read.indexOf(lineFeed); at >= 0; at = read.indexOf(lineFeed, at + 1)) {
      [lines, start, end] = [lines + 1, end, position + at + 1];
    }
    position += bytesRead;
  }
  if (lines === 0) return { lines, end };
  const head = await handle.read(Buffer.alloc(Math.min(idBytes, end - start)), { position: start });
  return { lines, end, id: idOf(head.buffer.toString('utf8')) };
}

/** The id at the head of a line, which may be cut after it. */
function idOf(head: string): unknown {
  const [, id] = /^\{"id":("(?:[^"\\]|\\.)*"|-?[\d.eE+-]+)/u.exec(head) ?? [];
  return id === undefined ? undefined : (JSON.parse(id) as unknown);
}
