/** Buffers of the float arrays in a result, itself or its fields, which can move to another thread instead of being copied. */
export function transferableBuffers(result: unknown): ArrayBuffer[] {
  if (result instanceof Float32Array) return [result.buffer as ArrayBuffer];
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return [];
  const floats = Object.values(result).filter((value) => value instanceof Float32Array);
  return floats.map((array) => array.buffer as ArrayBuffer);
}
