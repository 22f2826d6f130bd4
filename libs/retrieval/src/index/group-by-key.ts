/** Positions grouped by key: those with key k are order[starts[k]] to order[starts[k + 1] − 1], ascending. */
export interface Groups {
  readonly starts: Uint32Array;
  readonly order: Uint32Array;
}

/** Groups positions by their keys, 0 to keyCount − 1, in linear time by counting. */
export function groupByKey(keys: Uint32Array, keyCount: number): Groups {
  const starts = new Uint32Array(keyCount + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  for (let key = 0; key < keyCount; key++) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const next = starts.slice();
  const order = new Uint32Array(keys.length);
  for (const [position, key] of keys.entries()) {
    const place = next[key] ?? 0;
    order[place] = position;
    next[key] = place + 1;
  }
  return { starts, order };
}
