/** A text or bytes as a source of one chunk. */
export function bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  return inChunks(Buffer.from(content), Infinity);
}

/** Bytes as a source of chunks of this size. */
export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, Math.min(bytes.length, start + size));
}
