import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 1 << 20;
const lineFeed = 0x0a;

/** How many whole lines a file has, and where the last of them ends. Reads it in pieces, whatever its size. */
export async function wholeLinesOf(handle: FileHandle): Promise<{ readonly lines: number; readonly end: number }> {
  const chunk = Buffer.alloc(chunkBytes);
  let [position, lines, end] = [0, 0, 0];
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) return { lines, end };
    const read = chunk.subarray(0, bytesRead);
    for (let at = read.indexOf(lineFeed); at >= 0; at = read.indexOf(lineFeed, at + 1)) {
      [lines, end] = [lines + 1, position + at + 1];
    }
    position += bytesRead;
  }
}
