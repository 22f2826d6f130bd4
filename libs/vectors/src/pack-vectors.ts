import { endianness } from 'node:os';
import { VectorShapeError } from './vector-shape-error.js';

const bytesPerFloat = 4;
const machineIsLittleEndian = endianness() === 'LE';

/** The floats as little-endian bytes, four each, as they are stored; a copy. */
export function packVectors(vectors: Float32Array): Uint8Array {
  const bytes = new Uint8Array(vectors.byteLength);
  bytes.set(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength));
  return machineIsLittleEndian ? bytes : swapEveryFour(bytes);
}

/** The floats that {@link packVectors} packed; a copy, so bytes may lie anywhere in their buffer. Throws a VectorShapeError for a cut float. */
export function unpackVectors(bytes: Uint8Array): Float32Array {
  if (bytes.byteLength % bytesPerFloat !== 0) {
    throw new VectorShapeError('The packed vectors', bytes.byteLength, `a multiple of ${bytesPerFloat}`);
  }
  const copy = new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  if (!machineIsLittleEndian) swapEveryFour(copy);
  return new Float32Array(copy.buffer);
}

/** Turns each four bytes around, in place. */
export function swapEveryFour(bytes: Uint8Array): Uint8Array {
  for (let at = 0; at < bytes.length; at += bytesPerFloat) bytes.subarray(at, at + bytesPerFloat).reverse();
  return bytes;
}
