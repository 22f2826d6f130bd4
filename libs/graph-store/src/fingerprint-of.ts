import { createHash } from 'node:crypto';

/** Equal for equal data, whatever the order of its fields; absent and undefined fields are the same. */
export function fingerprintOf(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data, sorted)).digest('hex');
}

function sorted(_field: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
