/** Vectors as they are stored, put one after the other; in order. Copied: a float must begin at a multiple of 4 bytes, and what came over the wire begins anywhere. */
export function vectorsOfBytes(rows: readonly Int8Array[]): Float32Array {
  const length = rows.reduce((sum, bytes) => sum + bytes.length, 0);
  const joined = new Int8Array(length);
  let place = 0;
  for (const bytes of rows) {
    joined.set(bytes, place);
    place += bytes.length;
  }
  return new Float32Array(joined.buffer);
}
