import { byCodeUnits } from '../code-unit-order.js';

/** The key of what belongs to a graph and has an id there. */
export function keyOf(graph: string, id: string): string {
  return `${graph}/${id}`;
}

/** The keys of ids, each once, in order. */
export function keysOf(graph: string, ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].map((id) => keyOf(graph, id)).sort(byCodeUnits);
}

/** Rows in order of key, so that two writers never wait for each other. */
export function inKeyOrder<Row extends { readonly key: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((one, other) => byCodeUnits(one.key, other.key));
}
