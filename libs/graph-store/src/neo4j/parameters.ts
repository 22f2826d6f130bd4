import { int } from 'neo4j-driver';

export type Parameters = Readonly<Record<string, unknown>>;

/**
 * Parameters as the server should get them. The driver sends every number as a float: whole ones are sent as integers,
 * which LIMIT needs and people browsing expect. What is undefined is null; typed arrays and the driver's own types stay.
 */
export function serverParameters(parameters: Parameters): Record<string, unknown> {
  return asMap(parameters);
}

function asMap(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, asValue(value)]));
}

function asValue(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? int(value) : value;
  if (Array.isArray(value)) return value.map(asValue);
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? asMap(value) : value;
}
